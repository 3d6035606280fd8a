package io.guichet.api.description;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.CookieParam;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import java.io.InputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** The method of a resource that serves an operation. */
record Route(Method method) {

    private static final String JSON = "application/json";
    private static final List<Class<? extends Annotation>> NO_BODY = List.of(
            PathParam.class,
            QueryParam.class,
            HeaderParam.class,
            FormParam.class,
            CookieParam.class,
            BeanParam.class,
            Context.class);

    /**
     * @param generatedId the class and the method with {@code _} between, as the scanner names an operation
     */
    static Optional<Route> of(String generatedId) {
        var at = generatedId.lastIndexOf('_');
        if (at < 0) {
            return Optional.empty();
        }
        try {
            var resource = Class.forName(generatedId.substring(0, at), false, Route.class.getClassLoader());
            return Arrays.stream(resource.getDeclaredMethods())
                    .filter(m -> m.getName().equals(generatedId.substring(at + 1)))
                    .filter(m -> Arrays.stream(m.getAnnotations())
                            .anyMatch(a -> a.annotationType().isAnnotationPresent(HttpMethod.class)))
                    .findFirst()
                    .map(Route::new);
        } catch (ClassNotFoundException e) {
            return Optional.empty();
        }
    }

    /** What the operation is called for good, e.g. {@code clientWebhooksCreate}. */
    String id() {
        var resource = method.getDeclaringClass().getSimpleName().replaceFirst("Resource$", "");
        return Character.toLowerCase(resource.charAt(0))
                + resource.substring(1)
                + Character.toUpperCase(method.getName().charAt(0))
                + method.getName().substring(1);
    }

    /** What is read as JSON; nothing where the body is of another form, or there is none. */
    Optional<Type> bodyType() {
        if (!consumes().contains(JSON)) {
            return Optional.empty();
        }
        return Arrays.stream(method.getParameters())
                .filter(Route::isBody)
                .map(Parameter::getParameterizedType)
                .filter(type -> type != String.class && type != InputStream.class)
                .filter(type -> type != JsonNode.class)
                .findFirst();
    }

    private static boolean isBody(Parameter parameter) {
        return NO_BODY.stream().noneMatch(parameter::isAnnotationPresent);
    }

    List<String> produces() {
        var declared = method.getAnnotation(Produces.class);
        if (declared == null) {
            declared = method.getDeclaringClass().getAnnotation(Produces.class);
        }
        return declared == null ? List.of() : List.of(declared.value());
    }

    private List<String> consumes() {
        var declared = method.getAnnotation(Consumes.class);
        if (declared == null) {
            declared = method.getDeclaringClass().getAnnotation(Consumes.class);
        }
        return declared == null ? List.of(JSON) : List.of(declared.value());
    }

    boolean producesJson() {
        return produces().stream().anyMatch(type -> type.startsWith(JSON));
    }

    /** What the method itself says it returns. */
    Type returns() {
        return method.getGenericReturnType();
    }

    /** What the annotation of a response says is in it, where the method returns a {@code Response}. */
    Optional<Said> said(String status) {
        return Stream.of(method.getAnnotationsByType(APIResponse.class))
                .filter(response -> response.responseCode().equals(status))
                .flatMap(response -> Arrays.stream(response.content()))
                .map(Content::schema)
                .filter(schema -> schema.implementation() != Void.class)
                .map(Said::of)
                .findFirst();
    }

    /**
     * @param list whether it is a list of them
     */
    record Said(Class<?> type, boolean list) {

        static Said of(Schema schema) {
            var list = Arrays.asList(schema.type()).contains(SchemaType.ARRAY);
            return new Said(schema.implementation(), list);
        }
    }
}
