package io.guichet.tenancy;

import io.guichet.kernel.PageRequest;
import io.guichet.kernel.ProblemCode;
import io.guichet.tenancy.Clients.ClientFilter;
import io.guichet.testing.RealPostgres;
import io.guichet.testing.TestTenants;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;

/** The list of clients and the trail of what was done with them, page by page. */
@ExtendWith(RealPostgres.class)
class ListsOfClientsTest extends ClientsScene {

    @Test
    void the_list_is_searched_filtered_sorted_and_read_in_pages() {
        var mark = TestTenants.slug();
        for (var name : List.of("Zoé", "étoile", "Ada", "ada", "Bob 100%")) {
            clients.register(ADMIN, data(TestTenants.slug(), name + " " + mark, null), null);
            clock.advance(Duration.ofSeconds(1));
        }
        var bob = clients.list(ADMIN, named("100% " + mark), ALL).items().getFirst();
        clients.suspend(ADMIN, bob.id(), "Impayé");

        assertThat(names(mark, "name", false)).containsExactly("Ada", "ada", "Bob 100%", "Zoé", "étoile");
        assertThat(names(mark, "name", true)).containsExactly("étoile", "Zoé", "Bob 100%", "ada", "Ada");
        assertThat(names(mark, "created_at", true)).containsExactly("Bob 100%", "ada", "Ada", "étoile", "Zoé");
        assertThat(names(mark, "created_at", false)).containsExactly("Zoé", "étoile", "Ada", "ada", "Bob 100%");
        assertThat(clients.list(ADMIN, named(mark), new ClientFilter("suspended", null))
                        .items())
                .containsExactly(clients.get(ADMIN, bob.id()));
        assertThat(clients.list(ADMIN, named(mark), new ClientFilter(null, "yearly"))
                        .items())
                .isEmpty();
        assertThat(clients.list(ADMIN, named("_00% " + mark), ALL).items()).isEmpty();
        refused(ProblemCode.INVALID_FIELDS, () -> clients.list(ADMIN, named(mark), new ClientFilter("gone", "weekly")));
    }

    @Test
    void a_time_that_no_database_knows_is_a_faulty_field_and_a_cursor_of_another_list_none_of_ours() {
        for (var time : List.of("yesterday", "+300000-01-01T00:00:00Z", "-0001-01-01T00:00:00Z")) {
            refused(
                    ProblemCode.INVALID_FIELDS,
                    () -> trail.list(ADMIN, newest(5), new AuditTrail.AuditFilter(null, null, null, null, time, null)));
            var cursor = new io.guichet.kernel.Cursor(time, java.util.UUID.randomUUID()).toString();
            refused(
                    ProblemCode.BAD_REQUEST,
                    () -> trail.list(
                            ADMIN, PageRequest.of(5, cursor, null, null, Set.of("at"), "-at"), everything(null)));
            refused(
                    ProblemCode.BAD_REQUEST,
                    () -> clients.list(
                            ADMIN,
                            PageRequest.of(5, cursor, null, null, Set.of("name", "created_at"), "created_at"),
                            ALL));
        }
    }

    @Test
    void the_trail_tells_what_was_done_and_keeps_the_platforms_notes_to_itself() {
        var made = clients.register(ADMIN, data(TestTenants.slug(), "EBP", null), null);
        var id = made.client().id();
        clients.suspend(ADMIN, id, "Impayé");
        clients.delete(ROOT, id);

        var entries = trail.list(ADMIN, newest(50), everything(id.toString())).items();

        assertThat(entries)
                .extracting(AuditEntry::action)
                .containsExactly(
                        "client.deleted",
                        "api_key.revoked",
                        "client.suspended",
                        "api_key.created",
                        "client.registered");
        assertThat(entries.getFirst().actorName()).isEqualTo("Root");
        assertThat(entries.toString()).doesNotContain("never pays").doesNotContain(made.apiKey());
    }

    private List<String> names(String mark, String sort, boolean descending) {
        var names = new ArrayList<String>();
        @Nullable String cursor = null;
        do {
            var page = clients.list(
                    ADMIN,
                    PageRequest.of(
                            2, cursor, mark, (descending ? "-" : "") + sort, Set.of("name", "created_at"), "name"),
                    ALL);
            page.items().forEach(c -> names.add(c.name().replace(" " + mark, "")));
            cursor = page.next();
        } while (cursor != null);
        return names;
    }
}
