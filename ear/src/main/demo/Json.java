import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Just enough JSON to read an answer and to show it; numbers keep the digits they came with. */
record Json(Object value) {

    static Json parse(String text) {
        var reader = new Reader(text);
        Object value = reader.value();
        reader.end();
        return new Json(value);
    }

    Json at(String name) {
        return find(name).orElseThrow(() -> new Journey.WrongStep("« " + name + " » is missing in " + this));
    }

    Optional<Json> find(String name) {
        return value instanceof Map<?, ?> map && map.containsKey(name)
                ? Optional.of(new Json(map.get(name)))
                : Optional.empty();
    }

    boolean isThere() {
        return value != null;
    }

    List<Json> items() {
        if (!(value instanceof List)) {
            throw new Journey.WrongStep("a list was expected, not " + this);
        }
        return ((List<?>) value).stream().map(Json::new).toList();
    }

    String text() {
        return value == null ? "" : value.toString();
    }

    @Override
    public String toString() {
        return pretty(null);
    }

    /** On one line when the indentation is null. */
    String pretty(String indent) {
        if (value instanceof Map<?, ?> map) {
            return block("{", "}", indent, map.entrySet().stream()
                    .map(entry -> quoted(entry.getKey().toString()) + (indent == null ? ":" : ": ")
                            + new Json(entry.getValue()).pretty(indent == null ? null : indent + "  "))
                    .toList());
        }
        if (value instanceof List<?> list) {
            return block("[", "]", indent, list.stream()
                    .map(item -> new Json(item).pretty(indent == null ? null : indent + "  "))
                    .toList());
        }
        return value instanceof String string ? quoted(string) : String.valueOf(value);
    }

    private static String block(String open, String close, String indent, List<String> parts) {
        if (indent == null || parts.isEmpty()) {
            return open + String.join(",", parts) + close;
        }
        String line = "\n" + indent;
        return open + line + "  " + String.join("," + line + "  ", parts) + line + close;
    }

    private static String quoted(String text) {
        var quoted = new StringBuilder("\"");
        for (char c : text.toCharArray()) {
            switch (c) {
                case '"' -> quoted.append("\\\"");
                case '\\' -> quoted.append("\\\\");
                case '\n' -> quoted.append("\\n");
                default -> quoted.append(c < ' ' ? "\\u%04x".formatted((int) c) : String.valueOf(c));
            }
        }
        return quoted.append('"').toString();
    }

    private static final class Reader {
        private final String text;
        private int at;

        Reader(String text) {
            this.text = text;
        }

        Object value() {
            return switch (peek()) {
                case '{' -> object();
                case '[' -> list();
                case '"' -> string();
                default -> bare();
            };
        }

        void end() {
            if (!text.substring(at).isBlank()) {
                throw wrong();
            }
        }

        private Map<String, Object> object() {
            var map = new LinkedHashMap<String, Object>();
            at++;
            while (peek() != '}') {
                String name = string();
                expect(':');
                map.put(name, value());
                if (peek() == ',') at++;
            }
            at++;
            return map;
        }

        private List<Object> list() {
            var list = new ArrayList<>();
            at++;
            while (peek() != ']') {
                list.add(value());
                if (peek() == ',') at++;
            }
            at++;
            return list;
        }

        private String string() {
            expect('"');
            var string = new StringBuilder();
            for (char c = next(); c != '"'; c = next()) {
                string.append(c == '\\' ? escape() : c);
            }
            return string.toString();
        }

        private char escape() {
            char c = next();
            return switch (c) {
                case 'n' -> '\n';
                case 't' -> '\t';
                case 'r' -> '\r';
                case 'b' -> '\b';
                case 'f' -> '\f';
                case 'u' -> (char) Integer.parseInt("" + next() + next() + next() + next(), 16);
                default -> c;
            };
        }

        private Object bare() {
            int from = at;
            while (at < text.length() && "+-.0123456789eEtrufalsn".indexOf(text.charAt(at)) >= 0) at++;
            String word = text.substring(from, at);
            return switch (word) {
                case "null" -> null;
                case "true" -> true;
                case "false" -> false;
                case "" -> throw wrong();
                default -> new BigDecimal(word);
            };
        }

        private char peek() {
            while (at < text.length() && Character.isWhitespace(text.charAt(at))) at++;
            if (at == text.length()) {
                throw wrong();
            }
            return text.charAt(at);
        }

        private char next() {
            if (at == text.length()) {
                throw wrong();
            }
            return text.charAt(at++);
        }

        private void expect(char c) {
            if (peek() != c) {
                throw wrong();
            }
            at++;
        }

        private Journey.WrongStep wrong() {
            return new Journey.WrongStep("this is no JSON: " + text.substring(0, Math.min(300, text.length())));
        }
    }
}
