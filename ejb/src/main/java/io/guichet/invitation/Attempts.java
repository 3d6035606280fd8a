package io.guichet.invitation;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Counts wrong codes per account and per network. Whoever tries holds both rows until his transaction ends, so that many
 * at once are as many tries; a wrong one counts where that transaction commits.
 */
@ApplicationScoped
class Attempts {

    static final int MOST = 5;
    static final Duration LOCKED = Duration.ofMinutes(15);

    private static final int SWEPT = 100;

    @PersistenceContext
    EntityManager em;

    @Inject
    Clock clock;

    /**
     * Begins a try of all of these.
     *
     * @param subjects always in the same order
     * @return how long to wait where one of them is locked
     */
    Optional<Duration> begin(List<String> subjects) {
        var now = clock.instant();
        return subjects.stream()
                .map(subject -> wait(subject, now))
                .flatMap(Optional::stream)
                .max(Duration::compareTo);
    }

    private Optional<Duration> wait(String subject, Instant now) {
        // One statement, which finds or makes the row and holds it: it may be swept away between two.
        var row = (Object[]) em.createNativeQuery("""
                        insert into link_attempts (subject, last_at) values (:subject, :now)
                        on conflict (subject) do update set subject = excluded.subject
                        returning failures, last_at""", Object[].class)
                .setParameter("subject", subject)
                .setParameter("now", Timestamp.from(now))
                .getSingleResult();
        var end = instant(row[1]).plus(LOCKED);
        var locked = ((Number) row[0]).intValue() >= MOST && now.isBefore(end);
        return locked ? Optional.of(Duration.between(now, end)) : Optional.empty();
    }

    private static Instant instant(Object value) {
        return switch (value) {
            case Instant instant -> instant;
            case java.time.OffsetDateTime time -> time.toInstant();
            case Timestamp timestamp -> timestamp.toInstant();
            default -> throw new IllegalStateException("no instant: " + value.getClass());
        };
    }

    /** The code was wrong. What was wrong more than a quarter of an hour ago is forgotten. */
    void wrong(List<String> subjects) {
        var now = clock.instant();
        for (var subject : subjects) {
            em.createNativeQuery("""
                            update link_attempts
                               set failures = case when last_at <= :old then 1 else failures + 1 end, last_at = :now
                             where subject = :subject""")
                    .setParameter("old", Timestamp.from(now.minus(LOCKED)))
                    .setParameter("now", Timestamp.from(now))
                    .setParameter("subject", subject)
                    .executeUpdate();
        }
    }

    /** Removes what is a day old. A right code forgives nothing: whoever makes codes could try others in between. */
    void sweep() {
        // Nobody waits for these, and rows that somebody holds are left alone.
        em.createNativeQuery("""
                        delete from link_attempts where subject in (
                            select subject from link_attempts where last_at < :old limit :most for update skip locked)""")
                .setParameter("old", Timestamp.from(clock.instant().minus(Duration.ofDays(1))))
                .setParameter("most", SWEPT)
                .executeUpdate();
    }
}
