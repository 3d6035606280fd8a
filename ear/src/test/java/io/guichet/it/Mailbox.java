package io.guichet.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The letters of the platform under test, which has no mail server and lays them into a folder. */
final class Mailbox {

    private Mailbox() {}

    /** The letters to an address as they are, once there are so many. */
    static List<String> lettersTo(String address, int expected) {
        return Eventually.get(expected + " letters", () -> {
            var found = lettersTo(address);
            return found.size() >= expected ? found : null;
        });
    }

    static List<String> lettersTo(String address) {
        try (var files = Files.list(Path.of(Platform.told("MAIL_DIR")))) {
            var letters = new ArrayList<String>();
            for (var file :
                    files.filter(f -> f.toString().endsWith(".eml")).sorted().toList()) {
                var letter = Files.readString(file, StandardCharsets.ISO_8859_1);
                if (letter.toLowerCase(Locale.ROOT).contains("to: " + address)) {
                    letters.add(plain(letter));
                }
            }
            return letters;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Without the transfer encoding, as far as words of ASCII go. */
    private static String plain(String letter) {
        return letter.replaceAll("=\\r?\\n", "").replace("=3D", "=");
    }
}
