package io.guichet.bench;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Runs a measurement by its name: {@code ./guichet bench accept}. */
public final class Bench {

    private static final List<String> NAMES = List.of(
            "accept",
            "init",
            "status",
            "streams",
            "isolation",
            "growth",
            "limits",
            "quota",
            "close-month",
            "retrieval");

    private Bench() {}

    public static void main(String[] arguments) throws Exception {
        var name = arguments.length == 0 ? "" : arguments[0];
        if (!NAMES.contains(name)) {
            System.err.println("There is no measurement « " + name + " »; there are: " + String.join(", ", NAMES));
            System.exit(2);
        }
        try {
            var options = Arrays.asList(arguments).subList(1, arguments.length);
            var settings = Settings.of(name, options, Map.copyOf(System.getenv()));
            System.exit(measured(name, settings) ? 0 : 1);
        } catch (Settings.Wrong e) {
            System.err.println(e.getMessage());
            System.exit(2);
        }
    }

    /** Whether its floor was reached, and what has to be exact was. */
    private static boolean measured(String name, Settings settings) throws Exception {
        boolean reached = switch (name) {
            case "init" ->
                told(new OpenConversations(settings, System.err::println).measure(), settings)
                        >= OpenConversations.FLOOR;
            case "status" -> told(new AskStatus(settings, System.err::println).measure(), settings) >= AskStatus.FLOOR;
            case "streams" -> {
                var streams = new FollowStreams(settings, System.err::println).measure();
                streams.print(System.out);
                streams.write(settings.report());
                yield streams.asksNothing();
            }
            case "isolation" -> {
                var compare = new Isolation(settings, System.err::println).measure();
                yield told(compare, settings) >= Isolation.AIM && compare.exact();
            }
            case "growth" -> told(new Growth(settings, System.err::println).measure(), settings) >= Growth.FLOOR;
            case "close-month" -> {
                var operator = new Operator(settings.api(), settings.realm());
                var result = new CloseMonths(settings, operator, System.err::println).measure();
                result.print(System.out);
                result.write(settings.report());
                yield result.reachesFloor();
            }
            case "limits" -> {
                var counted = new CountRequests(settings, System.err::println);
                counted.measure();
                counted.print(System.out);
                counted.write(settings.report());
                yield true;
            }
            case "retrieval" ->
                told(new FindPassages(settings, System.err::println).measure(), settings) >= FindPassages.FLOOR;
            case "quota" -> {
                var quota = new TakeQuota(settings, System.err::println);
                yield told(quota.measure(), settings) >= TakeQuota.FLOOR && quota.isExact();
            }
            default -> {
                var report = new AcceptMessages(settings, System.err::println).measure();
                report.print(System.out);
                report.write(settings.report());
                yield report.reachesFloor();
            }
        };
        System.out.println("written to " + settings.report());
        return reached;
    }

    private static double told(Compare compare, Settings settings) throws IOException {
        compare.print(System.out);
        compare.write(settings.report());
        return compare.worst();
    }
}
