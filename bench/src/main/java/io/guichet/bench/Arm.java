package io.guichet.bench;

import java.io.IOException;
import java.sql.SQLException;

/** One of the two ways to accept a message that are compared. */
interface Arm {

    String name();

    /** A connection of its own for one thread. */
    Lane open() throws IOException, SQLException;

    /** Accepts one message after the other. */
    interface Lane extends AutoCloseable {

        /**
         * Returns when the message is durable.
         *
         * @throws IllegalStateException if it was not accepted
         */
        void accept(Visitors.Visitor visitor) throws IOException, SQLException;

        @Override
        void close() throws IOException, SQLException;
    }
}
