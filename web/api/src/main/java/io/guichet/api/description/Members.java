package io.guichet.api.description;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.introspect.BeanPropertyDefinition;
import java.lang.annotation.Annotation;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the code says of a property beside its type. */
final class Members {

    private Members() {}

    static <A extends Annotation> @Nullable A annotation(Class<?> owner, String name, Class<A> type) {
        try {
            return owner.getDeclaredField(name).getAnnotation(type);
        } catch (NoSuchFieldException e) {
            return null;
        }
    }

    /**
     * @param getter what answers it where it is no component of a record
     */
    static boolean isNullable(Class<?> owner, String name, @Nullable Member getter) {
        var component = component(owner, name);
        if (component.isPresent()) {
            var type = component.get();
            return type.getType() == Optional.class || type.getAnnotatedType().isAnnotationPresent(Nullable.class);
        }
        return getter instanceof Method method
                && (method.getReturnType() == Optional.class
                        || method.getAnnotatedReturnType().isAnnotationPresent(Nullable.class));
    }

    /** As a rule what is absent is left out; a class or a property may say otherwise. */
    static boolean writesNulls(Class<?> owner, BeanPropertyDefinition property) {
        return inclusion(owner, property) == JsonInclude.Include.ALWAYS;
    }

    static boolean leavesOutEmpty(Class<?> owner, BeanPropertyDefinition property) {
        var inclusion = inclusion(owner, property);
        return inclusion == JsonInclude.Include.NON_EMPTY || inclusion == JsonInclude.Include.NON_DEFAULT;
    }

    private static JsonInclude.Include inclusion(Class<?> owner, BeanPropertyDefinition property) {
        var own = property.findInclusion().getValueInclusion();
        if (own != JsonInclude.Include.USE_DEFAULTS) {
            return own;
        }
        var ofClass = owner.getAnnotation(JsonInclude.class);
        return ofClass == null ? JsonInclude.Include.NON_NULL : ofClass.value();
    }

    private static Optional<RecordComponent> component(Class<?> owner, String name) {
        return owner.isRecord()
                ? Arrays.stream(owner.getRecordComponents())
                        .filter(c -> c.getName().equals(name))
                        .findFirst()
                : Optional.empty();
    }
}
