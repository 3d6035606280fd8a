package io.guichet.api.description;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.net.URL;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Currency;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;
import org.jspecify.annotations.Nullable;

/** Types that are one value in JSON. */
final class Scalars {

    private static final Pattern ID = Pattern.compile("([a-z]+_)0{32}");

    private static final Map<Class<?>, String> TEXTS = Map.ofEntries(
            Map.entry(String.class, ""),
            Map.entry(CharSequence.class, ""),
            Map.entry(char.class, ""),
            Map.entry(Character.class, ""),
            Map.entry(Instant.class, "date-time"),
            Map.entry(OffsetDateTime.class, "date-time"),
            Map.entry(ZonedDateTime.class, "date-time"),
            Map.entry(LocalDate.class, "date"),
            Map.entry(LocalTime.class, ""),
            Map.entry(Duration.class, "duration"),
            Map.entry(UUID.class, "uuid"),
            Map.entry(URI.class, "uri"),
            Map.entry(URL.class, "uri"),
            Map.entry(Locale.class, ""),
            Map.entry(Currency.class, ""),
            Map.entry(ZoneId.class, ""),
            Map.entry(Year.class, ""),
            Map.entry(byte[].class, ""));

    private static final Map<Class<?>, String> INTEGERS = Map.ofEntries(
            Map.entry(int.class, "int32"),
            Map.entry(Integer.class, "int32"),
            Map.entry(short.class, "int32"),
            Map.entry(Short.class, "int32"),
            Map.entry(long.class, "int64"),
            Map.entry(Long.class, "int64"),
            Map.entry(BigInteger.class, ""));

    private Scalars() {}

    /** Nothing where it is no scalar. */
    static @Nullable Schema of(Class<?> type) {
        if (type == boolean.class || type == Boolean.class) {
            return WireSchemas.schema(SchemaType.BOOLEAN);
        }
        if (type == YearMonth.class) {
            return WireSchemas.schema(SchemaType.STRING).pattern("^\\d{4}-\\d{2}$");
        }
        if (INTEGERS.containsKey(type)) {
            return formatted(SchemaType.INTEGER, INTEGERS.get(type));
        }
        if (type == BigDecimal.class || type == double.class || type == Double.class || type == float.class) {
            return WireSchemas.schema(SchemaType.NUMBER);
        }
        return TEXTS.containsKey(type) ? formatted(SchemaType.STRING, TEXTS.get(type)) : null;
    }

    private static Schema formatted(SchemaType type, @Nullable String format) {
        var schema = WireSchemas.schema(type);
        return format == null || format.isEmpty() ? schema : schema.format(format);
    }

    /** An id is a prefix and 32 hexadecimal digits: what prefix, the id of zero tells. */
    static Schema patterned(Schema schema, Class<?> type, ObjectMapper mapper) {
        if (!type.isRecord()
                || type.getRecordComponents().length != 1
                || type.getRecordComponents()[0].getType() != UUID.class) {
            return schema;
        }
        try {
            var constructor = type.getDeclaredConstructor(UUID.class);
            constructor.setAccessible(true);
            var zero =
                    mapper.valueToTree(constructor.newInstance(new UUID(0, 0))).asText();
            var id = ID.matcher(zero);
            return id.matches() ? schema.format(null).pattern("^" + id.group(1) + "[0-9a-f]{32}$") : schema;
        } catch (ReflectiveOperationException e) {
            return schema;
        }
    }
}
