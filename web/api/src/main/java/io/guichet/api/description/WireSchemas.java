package io.guichet.api.description;

import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.BeanPropertyDefinition;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.guichet.kernel.Json;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;
import org.jspecify.annotations.Nullable;

/**
 * JSON Schemas of what Jackson writes and reads, asked of Jackson itself: names, what is left out, what is a text. An
 * object has a component; one that is both read and written, and in different ways, has two.
 */
final class WireSchemas {

    private static final String COMPONENTS = "#/components/schemas/";

    private final ObjectMapper mapper = Json.mapper();
    private final Map<String, Schema> components = new TreeMap<>();
    private final Map<Use, String> names = new HashMap<>();

    /** By name, for {@code components.schemas}. */
    Map<String, Schema> components() {
        return components;
    }

    Schema written(Type type) {
        return of(mapper.constructType(type), Direction.WRITTEN);
    }

    Schema read(Type type) {
        return of(mapper.constructType(type), Direction.READ);
    }

    /** In place, without a component: an envelope. */
    Schema inline(Type type) {
        return object(mapper.constructType(type), Direction.WRITTEN);
    }

    JavaType listOf(Class<?> type) {
        return mapper.getTypeFactory().constructCollectionType(List.class, type);
    }

    JavaType generic(Class<?> raw, JavaType argument) {
        return mapper.getTypeFactory().constructParametricType(raw, argument);
    }

    static Schema schema(SchemaType type) {
        return OASFactory.createSchema().addType(type);
    }

    /** A property that is there. */
    static Schema property(Schema object, String name) {
        return Objects.requireNonNull(object.getProperties().get(name), name);
    }

    private Schema of(JavaType type, Direction direction) {
        var raw = type.getRawClass();
        var scalar = Scalars.of(raw);
        if (scalar != null) {
            return scalar;
        }
        if (raw == ObjectNode.class) {
            return schema(SchemaType.OBJECT);
        }
        if (raw == Object.class || JsonNode.class.isAssignableFrom(raw)) {
            return OASFactory.createSchema();
        }
        if (raw.isEnum()) {
            return enumeration(raw);
        }
        if (type.isReferenceType()) {
            return of(type.getReferencedType(), direction);
        }
        if (type.isMapLikeType()) {
            return schema(SchemaType.OBJECT).additionalPropertiesSchema(of(type.getContentType(), direction));
        }
        if (type.isArrayType() || Collection.class.isAssignableFrom(raw)) {
            return schema(SchemaType.ARRAY).items(of(type.getContentType(), direction));
        }
        var value = mapper.getSerializationConfig().introspect(type).findJsonValueAccessor();
        if (value != null) {
            return Scalars.patterned(of(value.getType(), direction), raw, mapper);
        }
        return raw.isSealed() && raw.isInterface() ? oneOfThese(raw, direction) : component(type, direction);
    }

    private Schema enumeration(Class<?> type) {
        var values = Arrays.stream(type.getEnumConstants())
                .map(constant -> mapper.valueToTree(constant).asText())
                .toList();
        return schema(SchemaType.STRING).enumeration(new ArrayList<>(values));
    }

    private Schema oneOfThese(Class<?> sealed, Direction direction) {
        var told = sealed.getAnnotation(JsonTypeInfo.class);
        if (told != null) {
            return oneOfThoseNamed(sealed, told.property(), direction);
        }
        var schema = OASFactory.createSchema();
        for (var one : sealed.getPermittedSubclasses()) {
            schema.addAnyOf(of(mapper.constructType(one), direction));
        }
        return schema;
    }

    /** A field of each says which it is. */
    private Schema oneOfThoseNamed(Class<?> sealed, String field, Direction direction) {
        var schema = OASFactory.createSchema();
        var discriminator = OASFactory.createDiscriminator().propertyName(field);
        for (var one : sealed.getAnnotation(JsonSubTypes.class).value()) {
            var kind = of(mapper.constructType(one.value()), direction);
            schema.addOneOf(kind);
            discriminator.addMapping(one.name(), kind.getRef());
        }
        return schema.discriminator(discriminator);
    }

    private Schema component(JavaType type, Direction direction) {
        var use = new Use(type, direction);
        var name = names.get(use);
        if (name == null) {
            name = freeName(type, direction);
            names.put(use, name);
            // Held first: an object may hold others of its own kind.
            components.put(name, OASFactory.createSchema());
            components.put(name, object(type, direction));
        }
        return OASFactory.createSchema().ref(COMPONENTS + name);
    }

    private String freeName(JavaType type, Direction direction) {
        var arguments = type.getBindings().getTypeParameters().stream()
                .map(argument -> argument.getRawClass().getSimpleName())
                .collect(Collectors.joining());
        var simple = type.getRawClass().getSimpleName() + arguments;
        var outer = type.getRawClass().getEnclosingClass();
        var longer = (outer == null ? "" : outer.getSimpleName().replaceFirst("Resource$", "")) + simple;
        var sibling = names.get(new Use(type, direction.other()));
        return Stream.of(sibling == null ? simple : sibling + direction.suffix, longer, longer + direction.suffix)
                .filter(name -> !components.containsKey(name))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("two kinds of object are called " + longer));
    }

    private Schema object(JavaType type, Direction direction) {
        var schema = schema(SchemaType.OBJECT);
        Described.describe(schema, type.getRawClass());
        addProperties(schema, type, direction);
        return schema;
    }

    private void addProperties(Schema object, JavaType type, Direction direction) {
        var bean = direction == Direction.WRITTEN
                ? mapper.getSerializationConfig().introspect(type)
                : mapper.getDeserializationConfig().introspect(type);
        for (var property : bean.findProperties()) {
            var part = new Part(type.getRawClass(), property, direction);
            if (part.annotation(JsonUnwrapped.class) != null) {
                addProperties(object, property.getPrimaryType(), direction);
            } else if (direction == Direction.WRITTEN ? property.couldSerialize() : property.couldDeserialize()) {
                add(object, part);
            }
        }
    }

    private void add(Schema object, Part part) {
        var property = part.property();
        var raw = part.annotation(JsonRawValue.class) != null;
        var type = part.property().getPrimaryType();
        var schema = raw ? OASFactory.createSchema() : of(type, part.direction());
        Described.describe(schema, part.annotation(org.eclipse.microprofile.openapi.annotations.media.Schema.class));
        object.addProperty(property.getName(), part.mayBeNull() ? orNull(schema) : schema);
        if (part.isRequired()) {
            object.addRequired(property.getName());
        }
    }

    private static Schema orNull(Schema schema) {
        if (schema.getRef() != null) {
            return OASFactory.createSchema().addAnyOf(schema).addAnyOf(schema(SchemaType.NULL));
        }
        if (schema.getEnumeration() != null) {
            schema.addEnumeration(null);
        }
        return schema.getType() == null ? schema : schema.addType(SchemaType.NULL);
    }

    /** Which way it goes: what is always written need not be sent. */
    enum Direction {
        READ("Input"),
        WRITTEN("Output");

        private final String suffix;

        Direction(String suffix) {
            this.suffix = suffix;
        }

        Direction other() {
            return this == READ ? WRITTEN : READ;
        }
    }

    private record Use(JavaType type, Direction direction) {}

    /** A property of an object on the wire. */
    private record Part(Class<?> owner, BeanPropertyDefinition property, Direction direction) {

        <A extends java.lang.annotation.Annotation> @Nullable A annotation(Class<A> type) {
            return Members.annotation(owner, property.getInternalName(), type);
        }

        private boolean nullable() {
            var member =
                    property.getGetter() == null ? null : property.getGetter().getMember();
            return Members.isNullable(owner, property.getInternalName(), member);
        }

        boolean mayBeNull() {
            return nullable() && (direction == Direction.READ || Members.writesNulls(owner, property));
        }

        boolean isRequired() {
            if (direction == Direction.WRITTEN) {
                return !Members.leavesOutEmpty(owner, property)
                        && (!nullable() || Members.writesNulls(owner, property));
            }
            var said = annotation(org.eclipse.microprofile.openapi.annotations.media.Schema.class);
            return (said != null && said.required())
                    || (!nullable() && !property.getRawPrimaryType().isPrimitive());
        }
    }
}
