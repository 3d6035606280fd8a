package io.guichet.bench;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Runs a measurement by its name: {@code ./guichet bench accept}. */
public final class Bench {

    private Bench() {}

    public static void main(String[] arguments) throws Exception {
        var name = arguments.length == 0 ? "" : arguments[0];
        try {
            System.exit(
                    switch (name) {
                        case "accept" -> accept(settings(arguments));
                        case "limits" -> limits(settings(arguments));
                        default ->
                            throw new Settings.Wrong(
                                    "There is no measurement « " + name + " »; there are: accept, limits");
                    });
        } catch (Settings.Wrong e) {
            System.err.println(e.getMessage());
            System.exit(2);
        }
    }

    private static int accept(Settings settings) throws Exception {
        var report = new AcceptMessages(settings, System.err::println).measure();
        report.print(System.out);
        report.write(settings.report());
        System.out.println("written to " + settings.report());
        return report.reachesFloor() ? 0 : 1;
    }

    private static int limits(Settings settings) throws Exception {
        var counted = new CountRequests(settings, System.err::println);
        counted.measure();
        counted.print(System.out);
        var file = settings.report().resolveSibling("bench-limits.json");
        counted.write(file);
        System.out.println("written to " + file);
        return 0;
    }

    private static Settings settings(String[] arguments) {
        List<String> options = Arrays.asList(arguments).subList(1, arguments.length);
        return Settings.of(options, Map.copyOf(System.getenv()));
    }
}
