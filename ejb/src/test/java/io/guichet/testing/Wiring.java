package io.guichet.testing;

import io.guichet.kernel.CallContext;
import io.guichet.kernel.PlatformCaller;
import io.guichet.tenancy.TenantScope;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.Resource;
import jakarta.ejb.EJB;
import jakarta.ejb.Startup;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.lang.annotation.Annotation;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import javax.sql.DataSource;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.ClassFileVersion;
import net.bytebuddy.dynamic.loading.ClassLoadingStrategy;
import net.bytebuddy.implementation.MethodDelegation;
import net.bytebuddy.implementation.bind.annotation.AllArguments;
import net.bytebuddy.implementation.bind.annotation.Origin;
import net.bytebuddy.implementation.bind.annotation.RuntimeType;
import net.bytebuddy.implementation.bind.annotation.SuperCall;
import net.bytebuddy.matcher.ElementMatchers;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Wires beans without a container: fields are filled by their type, and a method of a stateless bean runs in a
 * transaction that is in the tenant of its call context. Beans that start with the server stay asleep.
 *
 * <pre>{@code
 * var wiring = new Wiring().with(Clock.class, clock).configured("guichet.profile", "dev");
 * var endpoints = wiring.get(Endpoints.class);
 * }</pre>
 */
public final class Wiring {

    /** A platform key for tests. */
    public static final String PLATFORM_KEY = Base64.getEncoder().encodeToString(new byte[32]);

    private static final Map<Class<?>, Class<?>> PROXIES = new HashMap<>();

    private final TestTransactions transactions;
    private final Map<Class<?>, Object> beans = new LinkedHashMap<>();
    private final Told told = new Told();
    private final Map<String, String> config = new HashMap<>();

    /** On the shared database. */
    public Wiring() {
        this(new TestTransactions(Persistence::shared));
    }

    private Wiring(TestTransactions transactions) {
        this.transactions = transactions;
        beans.put(EntityManager.class, transactions.entityManager());
        beans.put(TransactionSynchronizationRegistry.class, transactions);
        beans.put(Clock.class, Clock.systemUTC());
        beans.put(Event.class, told.asEvent());
        config.put("guichet.platform.key", PLATFORM_KEY);
    }

    /** On connections of one's own, e.g. a single one. */
    public static Wiring over(DataSource database) {
        var factory = Persistence.over(database);
        return new Wiring(new TestTransactions(() -> factory));
    }

    /** Gives an instance for a type: a fake, a clock that moves. Before the first {@link #get}. */
    public <T> Wiring with(Class<T> type, T instance) {
        beans.put(type, instance);
        return this;
    }

    /** Sets what MicroProfile Config would answer. */
    public Wiring configured(String name, String value) {
        config.put(name, value);
        return this;
    }

    /** What was told to whom it may concern, and who listens. */
    public Told told() {
        return told;
    }

    public TestTransactions transactions() {
        return transactions;
    }

    /** Runs in one transaction in a tenant, as a use case that calls several beans does. */
    public <T> T inTenant(CallContext context, Callable<T> work) {
        try {
            return transactions.required(() -> {
                get(TenantScope.class).enter(context.tenant());
                return work.call();
            });
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** The bean of a type, made when it is first asked for, by whichever thread. */
    public synchronized <T> T get(Class<T> type) {
        var known = beans.get(type);
        if (known != null) {
            return type.cast(known);
        }
        var given = beans.values().stream().filter(type::isInstance).findFirst();
        if (given.isPresent()) {
            return type.cast(given.get());
        }
        if (type.isInterface()) {
            throw new IllegalStateException("give the wiring an instance for " + type);
        }
        try {
            return type.cast(make(type));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(type + " cannot be wired", e);
        }
    }

    private Object make(Class<?> type) throws ReflectiveOperationException {
        var constructor = proxied(type).getDeclaredConstructor();
        constructor.setAccessible(true);
        var bean = constructor.newInstance();
        beans.put(type, bean);
        if (type.isAnnotationPresent(Startup.class)) {
            return bean;
        }
        if (type.isAnnotationPresent(Stateless.class)) {
            var handler = bean.getClass().getDeclaredField("invocation");
            handler.setAccessible(true);
            handler.set(bean, new Invocation(this));
        }
        for (Class<?> c = type; c != Object.class; c = c.getSuperclass()) {
            for (var field : c.getDeclaredFields()) {
                fill(bean, field);
            }
        }
        construct(bean, type);
        return bean;
    }

    private static synchronized Class<?> proxied(Class<?> type) {
        return type.isAnnotationPresent(Stateless.class) ? PROXIES.computeIfAbsent(type, Wiring::proxy) : type;
    }

    private static Class<?> proxy(Class<?> type) {
        try {
            return new ByteBuddy(ClassFileVersion.JAVA_V21)
                    .subclass(type)
                    .name(type.getName() + "$Wired")
                    .defineField("invocation", Invocation.class, java.lang.reflect.Modifier.PUBLIC)
                    .method(ElementMatchers.isPublic()
                            .and(ElementMatchers.not(ElementMatchers.isDeclaredBy(Object.class))))
                    .intercept(MethodDelegation.toField("invocation"))
                    .make()
                    .load(
                            type.getClassLoader(),
                            ClassLoadingStrategy.UsingLookup.of(
                                    MethodHandles.privateLookupIn(type, MethodHandles.lookup())))
                    .getLoaded();
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    private void fill(Object bean, Field field) throws IllegalAccessException {
        var property = field.getAnnotation(ConfigProperty.class);
        if (property != null) {
            field.setAccessible(true);
            field.set(bean, setting(property, field));
        } else if (injected(field)) {
            field.setAccessible(true);
            field.set(bean, get(field.getType()));
        }
    }

    private static boolean injected(Field field) {
        return List.<Class<? extends Annotation>>of(Inject.class, PersistenceContext.class, Resource.class, EJB.class)
                .stream()
                .anyMatch(field::isAnnotationPresent);
    }

    private Object setting(ConfigProperty property, Field field) {
        var value = config.get(property.name());
        if (value == null && !property.defaultValue().equals(ConfigProperty.UNCONFIGURED_VALUE)) {
            value = property.defaultValue();
        }
        var type = field.getType();
        if (type == Optional.class) {
            return Optional.ofNullable(value);
        }
        if (value == null) {
            throw new IllegalStateException("configure the wiring with " + property.name());
        }
        return switch (type.getName()) {
            case "int", "java.lang.Integer" -> (Object) Integer.valueOf(value);
            case "long", "java.lang.Long" -> Long.valueOf(value);
            case "boolean", "java.lang.Boolean" -> Boolean.valueOf(value);
            case "java.time.Duration" -> Duration.parse(value);
            case "java.net.URI" -> java.net.URI.create(value);
            case "java.nio.file.Path" -> java.nio.file.Path.of(value);
            case "java.lang.String" -> value;
            default -> throw new IllegalStateException("no conversion to " + type + " for " + property.name());
        };
    }

    private static void construct(Object bean, Class<?> type) throws ReflectiveOperationException {
        for (var method : type.getDeclaredMethods()) {
            if (method.isAnnotationPresent(PostConstruct.class)) {
                method.setAccessible(true);
                try {
                    method.invoke(bean);
                } catch (InvocationTargetException e) {
                    throw new IllegalStateException(type + " did not construct", e.getCause());
                }
            }
        }
    }

    /** What surrounds a call of a stateless bean. Public, since the generated classes call it. */
    public static final class Invocation {

        private final Wiring wiring;

        Invocation(Wiring wiring) {
            this.wiring = wiring;
        }

        @RuntimeType
        public Object around(@SuperCall Callable<?> body, @Origin Method method, @AllArguments Object[] arguments)
                throws Exception {
            Callable<Object> inScope = () -> {
                if (arguments.length > 0 && arguments[0] instanceof CallContext context) {
                    wiring.get(TenantScope.class).enter(context.tenant());
                } else if (arguments.length > 0 && arguments[0] instanceof PlatformCaller) {
                    wiring.get(TenantScope.class).platform();
                }
                return body.call();
            };
            var attribute = method.getAnnotation(TransactionAttribute.class);
            if (attribute == null) {
                attribute = method.getDeclaringClass().getAnnotation(TransactionAttribute.class);
            }
            if (attribute == null) {
                return wiring.transactions.required(inScope);
            }
            return switch (attribute.value()) {
                case REQUIRES_NEW -> wiring.transactions.requiresNew(inScope);
                case NOT_SUPPORTED -> wiring.transactions.notSupported(body::call);
                default -> wiring.transactions.required(inScope);
            };
        }
    }
}
