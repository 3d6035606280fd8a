package io.guichet.it;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import static org.assertj.core.api.Assertions.assertThat;

/** The processes of the platform under test, for those who kill them and start them again. */
final class Machine {

    private static final List<String> PORTS =
            List.of("HTTP", "MANAGEMENT", "KEYCLOAK", "KEYCLOAK_MANAGEMENT", "DB", "RECEIVER");
    private static final File LOG = new File("target/start-again.log");

    private Machine() {}

    static void killServer() throws Exception {
        kill(pidIn(Path.of(Platform.told("WILDFLY_PID_FILE"))));
    }

    static void killEverything() throws Exception {
        killServer();
        kill(pidIn(Platform.state().resolve("run/keycloak.pid")));
        kill(pidIn(Platform.state().resolve("data/postmaster.pid")));
    }

    static void startAgain() throws Exception {
        ends(guichet("run", "--detach"));
    }

    /** Begins {@code ./guichet …} for the platform under test. */
    static Process guichet(String... arguments) throws IOException {
        var command = new ArrayList<>(List.of(Platform.told("SCRIPT")));
        command.addAll(List.of(arguments));
        var start = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(LOG));
        var environment = start.environment();
        environment.put("GUICHET_STATE", Platform.state().toString());
        environment.put("GUICHET_DIST", Platform.told("DIST"));
        environment.put("GUICHET_JAVA_OPTS", Platform.told("JAVA_OPTS"));
        environment.put("GUICHET_HTTP_TRUSTED_PROXIES", "127.0.0.1");
        // A window that was taken from by the limits of the tests would be used up by those of production.
        environment.put("GUICHET_THROTTLE_REQUESTS_PER_USER", "100000");
        environment.put("GUICHET_THROTTLE_REQUESTS_PER_KEY", "100000");
        // What runs is what was built for these tests; nothing is built again.
        environment.put(
                "GUICHET_EAR",
                Platform.state().resolve("server/deployments/guichet.ear").toString());
        PORTS.forEach(port -> environment.put("GUICHET_" + port + "_PORT", Platform.told(port + "_PORT")));
        return start.start();
    }

    static void ends(Process process) throws Exception {
        assertThat(process.waitFor(180, TimeUnit.SECONDS))
                .as("ended within 180 s: %s", process.info().commandLine())
                .isTrue();
        assertThat(process.exitValue()).as(Files.readString(LOG.toPath())).isZero();
    }

    /** As kill -9 does it. */
    static void kill(ProcessHandle process) throws Exception {
        assertThat(process.destroyForcibly()).isTrue();
        process.onExit().get(20, TimeUnit.SECONDS);
    }

    private static void kill(long pid) throws Exception {
        kill(ProcessHandle.of(pid).orElseThrow(() -> new AssertionError("there is no process " + pid)));
    }

    private static long pidIn(Path file) throws IOException {
        return Long.parseLong(Files.readAllLines(file).getFirst().strip());
    }
}
