package io.guichet.sector.artisan;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Properties;

/** Reads what stands beside the classes of this package. */
final class Resource {

    private Resource() {}

    /** Lines that say something: no empty ones, no comments. */
    static List<String> lines(String name) {
        try (var reader = new BufferedReader(open(name))) {
            return reader.lines()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(name, e);
        }
    }

    static Properties properties(String name) {
        var properties = new Properties();
        try (var reader = open(name)) {
            properties.load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException(name, e);
        }
        return properties;
    }

    private static Reader open(String name) {
        var stream = Objects.requireNonNull(Resource.class.getResourceAsStream(name), name);
        return new InputStreamReader(stream, StandardCharsets.UTF_8);
    }
}
