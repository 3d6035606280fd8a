package io.guichet.bench;

import java.util.Arrays;
import java.util.Map;

/** Runs a measurement by its name: {@code ./guichet bench accept}. */
public final class Bench {

    private Bench() {}

    public static void main(String[] arguments) throws Exception {
        var name = arguments.length == 0 ? "" : arguments[0];
        if (!name.equals("accept")) {
            System.err.println("There is no measurement « " + name + " »; there is: accept");
            System.exit(2);
        }
        try {
            var settings =
                    Settings.of(Arrays.asList(arguments).subList(1, arguments.length), Map.copyOf(System.getenv()));
            var report = new AcceptMessages(settings, System.err::println).measure();
            report.print(System.out);
            report.write(settings.report());
            System.out.println("written to " + settings.report());
            System.exit(report.reachesFloor() ? 0 : 1);
        } catch (Settings.Wrong e) {
            System.err.println(e.getMessage());
            System.exit(2);
        }
    }
}
