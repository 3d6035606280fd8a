package io.guichet.tenancy;

import io.guichet.kernel.CallContext;
import io.guichet.kernel.PlatformCaller;
import jakarta.annotation.Priority;
import jakarta.inject.Inject;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;
import org.jboss.logging.MDC;
import org.jspecify.annotations.Nullable;

/**
 * Puts the transaction of a use case into the tenant of its call context, or beside all tenants for one who runs the
 * platform; and the log's lines with it.
 */
@UseCase
@Interceptor
@Priority(Interceptor.Priority.LIBRARY_BEFORE)
class UseCaseInterceptor {

    private static final String TENANT = "tenant";
    private static final String CORRELATION = "correlation";

    @Inject
    TenantScope scope;

    @AroundInvoke
    @Nullable
    Object intoTenant(InvocationContext invocation) throws Exception {
        var parameters = invocation.getParameters();
        return switch (parameters == null || parameters.length == 0 ? null : parameters[0]) {
            case CallContext context -> {
                scope.enter(context.tenant());
                yield logged(invocation, context.tenant().toString(), context.correlation());
            }
            case PlatformCaller caller -> {
                scope.platform();
                yield logged(invocation, "platform", caller.correlation());
            }
            case null, default -> invocation.proceed();
        };
    }

    private static @Nullable Object logged(InvocationContext invocation, String whose, String request)
            throws Exception {
        var tenant = MDC.get(TENANT);
        var correlation = MDC.get(CORRELATION);
        MDC.put(TENANT, whose);
        MDC.put(CORRELATION, request);
        try {
            return invocation.proceed();
        } finally {
            restore(TENANT, tenant);
            restore(CORRELATION, correlation);
        }
    }

    private static void restore(String key, @Nullable Object value) {
        if (value == null) {
            MDC.remove(key);
        } else {
            MDC.put(key, value);
        }
    }
}
