package io.guichet.bench;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The {@code name=number} of a command line. */
final class Options {

    private final Map<String, String> given = new HashMap<>();

    Options(List<String> arguments) {
        for (var argument : arguments) {
            var equals = argument.indexOf('=');
            if (equals < 1) {
                throw new Settings.Wrong("« " + argument + " » is no option\n" + Settings.USAGE);
            }
            given.put(argument.substring(0, equals), argument.substring(equals + 1));
        }
    }

    int number(String name, int otherwise, int least, int most) {
        var text = given.remove(name);
        if (text == null) {
            return otherwise;
        }
        try {
            var number = Integer.parseInt(text);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw new Settings.Wrong(name + "=" + text + " is no number\n" + Settings.USAGE);
        }
        throw new Settings.Wrong(name + "=" + text + " is not from " + least + " to " + most + "\n" + Settings.USAGE);
    }

    void checkAllKnown() {
        if (!given.isEmpty()) {
            throw new Settings.Wrong("there is no option " + given.keySet() + "\n" + Settings.USAGE);
        }
    }
}
