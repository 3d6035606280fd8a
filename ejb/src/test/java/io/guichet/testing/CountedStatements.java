package io.guichet.testing;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.sql.DataSource;

/** The application's connections, which note each statement that is made on them: what something costs the database. */
public final class CountedStatements {

    private final List<String> statements = new CopyOnWriteArrayList<>();

    public DataSource database() {
        var real = RealPostgres.application();
        return proxy(
                DataSource.class,
                real,
                (name, first, result) -> result instanceof Connection connection
                        ? proxy(Connection.class, connection, this::note)
                        : result);
    }

    private Object note(String name, Object first, Object result) {
        if (name.equals("prepareStatement")) {
            statements.add(((String) first).replaceAll("\\s+", " ").strip());
        }
        return result;
    }

    /** Forgets what was asked before. */
    public void forget() {
        statements.clear();
    }

    /** Verb and first table of each statement, in order. */
    public List<String> asked() {
        return statements.stream().map(CountedStatements::inShort).toList();
    }

    private static String inShort(String sql) {
        var verb = sql.substring(0, sql.indexOf(' '));
        var words = sql.split("(?i) (from|into|update) |^update ", 2);
        return words.length == 1 ? sql : verb + " " + words[1].split("[ (]", 2)[0];
    }

    private static <T> T proxy(Class<T> type, T real, Seen seen) {
        return type.cast(Proxy.newProxyInstance(
                CountedStatements.class.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> {
                    try {
                        var result = method.invoke(real, arguments);
                        return seen.result(method.getName(), arguments == null ? "" : arguments[0], result);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
    }

    private interface Seen {
        Object result(String name, Object first, Object result);
    }
}
