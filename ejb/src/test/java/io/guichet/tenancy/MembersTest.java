package io.guichet.tenancy;

import io.guichet.kernel.Actor;
import io.guichet.kernel.CallContext;
import io.guichet.kernel.GuichetException;
import io.guichet.kernel.Permission;
import io.guichet.kernel.ProblemCode;
import io.guichet.kernel.UserId;
import io.guichet.tenancy.Members.MemberChange;
import io.guichet.testing.RealPostgres;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class MembersTest extends MembersScene {

    @Test
    void a_member_is_read_by_his_id_and_by_the_tenants_name_for_him() {
        var durant = join(ebp, "DUR-001");

        assertThat(members.get(ebp, "DUR-001")).isEqualTo(durant);
        assertThat(members.get(ebp, durant.id().toString())).isEqualTo(durant);
        assertThat(durant.permissions()).isEqualTo(MemberPermissions.USUAL);
    }

    @Test
    void another_tenants_member_is_as_if_he_did_not_exist() {
        var durant = join(ebp, "DUR-001");

        for (var reference : List.of("DUR-001", durant.id().toString(), "mbr_x", "")) {
            assertProblem(ProblemCode.MEMBER_NOT_FOUND, () -> members.get(sage, reference));
            assertProblem(ProblemCode.MEMBER_NOT_FOUND, () -> members.remove(sage, reference));
            assertProblem(
                    ProblemCode.MEMBER_NOT_FOUND,
                    () -> members.update(sage, reference, change("X"), OptionalInt.empty()));
        }
        assertThat(members.list(sage, page(null, "name"), null).items()).isEmpty();
    }

    @Test
    void an_update_replaces_and_is_of_the_version_that_was_read() {
        var durant = join(ebp, "DUR-001");
        var permissions = new MemberPermissions(false, true, true, 3L);

        var changed = members.update(
                ebp,
                "DUR-001",
                new MemberChange("Durant & Fils", "{\"primary_color\":\"#ffffff\"}", permissions),
                OptionalInt.of(durant.version()));

        assertThat(changed.name()).isEqualTo("Durant & Fils");
        assertThat(changed.permissions()).isEqualTo(permissions);
        assertThat(changed.version()).isEqualTo(2);
        assertThat(members.get(ebp, "DUR-001")).isEqualTo(changed);
        assertProblem(
                ProblemCode.PRECONDITION_FAILED,
                () -> members.update(ebp, "DUR-001", change("X"), OptionalInt.of(durant.version())));
        assertThat(members.update(ebp, "DUR-001", change("X"), OptionalInt.empty())
                        .branding())
                .isNull();
        assertThat(actions(ebp)).containsExactly("member.updated", "member.updated");
    }

    @Test
    void a_member_has_a_phone_where_he_wants_to_be_called() {
        var as = new NewMember("DUR-001", "Durant", "06 12 34 56 78", null, MemberPermissions.USUAL);
        var user = UserId.next();
        users.remember(user, user + "@durant.example", "Durant");
        var durant = members.join(platform(ebp), user, "Durant", as);

        assertThat(durant.phone()).isEqualTo("06 12 34 56 78");
        var change = new MemberChange("Durant", "+33 6 00 00 00 00", null, MemberPermissions.USUAL);
        assertThat(members.update(ebp, "DUR-001", change, OptionalInt.empty()).phone())
                .isEqualTo("+33 6 00 00 00 00");
        assertThat(members.update(ebp, "DUR-001", change("Durant"), OptionalInt.empty())
                        .phone())
                .isNull();
        for (var phone : List.of("", " ", "1".repeat(51), "06\n12")) {
            var wrong = new MemberChange("Durant", phone, null, MemberPermissions.USUAL);
            assertProblem(ProblemCode.INVALID_FIELDS, () -> members.update(ebp, "DUR-001", wrong, OptionalInt.empty()));
        }
    }

    @Test
    void a_branding_is_kept_as_it_is_for_everyone() {
        join(ebp, "DUR-001");
        var change = new MemberChange(
                "Durant",
                "{\"chat_title\":\"Durant\",\"color\":\"#ABCDEF\",\"logo_url\":null}",
                MemberPermissions.USUAL);

        assertThat(members.update(ebp, "DUR-001", change, OptionalInt.empty()).branding())
                .isEqualTo("{\"title\":\"Durant\",\"primary_color\":\"#ABCDEF\"}");
        var without = new MemberChange("Durant", "{\"logo_url\":\"//cdn.ebp.fr/l.png\"}", MemberPermissions.USUAL);
        assertProblem(ProblemCode.INVALID_FIELDS, () -> members.update(ebp, "DUR-001", without, OptionalInt.empty()));
    }

    @Test
    void the_trail_says_what_of_a_person_changed_and_not_into_what() {
        join(ebp, "DUR-001");
        members.update(
                ebp,
                "DUR-001",
                new MemberChange(
                        "Jeanne Durant",
                        "{\"welcome\":\"Appelez Jeanne\"}",
                        new MemberPermissions(false, true, true, 3L)),
                OptionalInt.empty());
        members.remove(ebp, "DUR-001");
        var trail = RealPostgres.<List<String>>inTenant(ebp.tenant(), c -> {
            var found = new ArrayList<String>();
            var rows = c.createStatement()
                    .executeQuery("select coalesce(before, '') || coalesce(after, '') from audit_log order by number");
            while (rows.next()) {
                found.add(rows.getString(1));
            }
            return found;
        });

        assertThat(trail)
                .hasSize(2)
                .allSatisfy(entry -> assertThat(entry)
                        .doesNotContain("Jeanne")
                        .contains("\"name\":\"…\"", "DUR-001", "can_create_sessions"));
        assertThat(trail.getFirst()).contains("\"changed\":[\"branding\",\"name\"]");
        assertThat(trail.getLast()).doesNotContain("changed");
    }

    @Test
    void two_who_change_the_same_version_do_not_both() throws Exception {
        join(ebp, "DUR-001");
        var won = 0;
        try (var threads = Executors.newFixedThreadPool(10)) {
            var calls = IntStream.range(0, 8)
                    .<Callable<MemberView>>mapToObj(
                            i -> () -> members.update(ebp, "DUR-001", change("N" + i), OptionalInt.of(1)))
                    .toList();
            for (var call : threads.invokeAll(calls)) {
                try {
                    call.get();
                    won++;
                } catch (ExecutionException e) {
                    assertThat(e.getCause()).isInstanceOf(GuichetException.class);
                }
            }
        }

        assertThat(won).isOne();
    }

    @Test
    void every_faulty_field_is_named_at_once() {
        join(ebp, "DUR-001");
        var change = new MemberChange(
                " ",
                "{\"primary_color\":\"red\",\"logo_url\":\"javascript:alert(1)\",\"welcome_message\":3}",
                new MemberPermissions(true, false, false, -1L));

        assertThatThrownBy(() -> members.update(ebp, "DUR-001", change, OptionalInt.empty()))
                .isInstanceOfSatisfying(
                        GuichetException.class,
                        e -> assertThat(e.fields())
                                .extracting(GuichetException.FieldError::field)
                                .containsExactlyInAnyOrder(
                                        "name",
                                        "branding.primary_color",
                                        "branding.logo_url",
                                        "branding.welcome_message",
                                        "permissions.max_sessions_month"));
    }

    @Test
    void who_is_removed_is_told_of_and_acts_nowhere_there() {
        var durant = join(ebp, "DUR-001");
        wiring.get(Members.class).join(platform(sage), durant.user(), "Durant", as("A-7834"));
        members.remove(ebp, "DUR-001");

        assertThat(told).containsExactly(new MemberRemoved(ebp, durant.id()));
        assertThat(members.get(ebp, "DUR-001").active()).isFalse();
        assertThat(wiring.get(Authenticate.class).memberships(durant.user()))
                .extracting(m -> m.tenant().id())
                .containsExactly(sage.tenant());
        assertProblem(ProblemCode.MEMBER_NOT_FOUND, () -> members.remove(ebp, "DUR-001"));
        assertProblem(
                ProblemCode.MEMBER_NOT_FOUND, () -> members.update(ebp, "DUR-001", change("X"), OptionalInt.empty()));
        assertThat(actions(ebp)).containsExactly("member.removed");
    }

    @Test
    void who_was_removed_leaves_his_name_to_another_and_may_come_back() {
        var durant = join(ebp, "DUR-001");
        members.remove(ebp, "DUR-001");
        var other = join(ebp, "DUR-001");
        var back = members.join(platform(ebp), durant.user(), "Durant", as("DUR-002"));

        assertThat(other.id()).isNotEqualTo(durant.id());
        assertThat(back.id()).isEqualTo(durant.id());
        assertThat(back.active()).isTrue();
        assertThat(back.version()).isGreaterThan(durant.version());
        assertThat(members.get(ebp, "DUR-001")).isEqualTo(other);
    }

    @Test
    void one_account_and_one_name_are_one_member() {
        var durant = join(ebp, "DUR-001");

        assertProblem(ProblemCode.CONFLICT, () -> members.join(platform(ebp), durant.user(), "Durant", as("DUR-002")));
        assertProblem(ProblemCode.CONFLICT, () -> join(ebp, "DUR-001"));
    }

    @Test
    void many_at_once_with_one_name_make_one_member() throws Exception {
        var joined = 0;
        try (var threads = Executors.newFixedThreadPool(10)) {
            var calls = IntStream.range(0, 8)
                    .<Callable<MemberView>>mapToObj(i -> () -> join(ebp, "DUR-001"))
                    .toList();
            for (var call : threads.invokeAll(calls)) {
                try {
                    call.get();
                    joined++;
                } catch (ExecutionException e) {
                    assertThat(e.getCause())
                            .isInstanceOfSatisfying(
                                    GuichetException.class,
                                    g -> assertThat(g.code()).isEqualTo(ProblemCode.CONFLICT));
                }
            }
        }

        assertThat(joined).isOne();
    }

    @Test
    void nothing_is_done_without_the_permission() {
        var reader = new CallContext(
                ebp.tenant(), new Actor.Software("gk_x"), Set.of(Permission.READ_CONVERSATIONS), "test");

        assertProblem(ProblemCode.FORBIDDEN, () -> members.list(reader, page(null, "name"), null));
        assertProblem(ProblemCode.FORBIDDEN, () -> members.get(reader, "DUR-001"));
        assertProblem(ProblemCode.FORBIDDEN, () -> members.remove(reader, "DUR-001"));
        assertProblem(ProblemCode.FORBIDDEN, () -> members.join(reader, UserId.next(), "X", as("X")));
        assertProblem(ProblemCode.FORBIDDEN, () -> members.update(reader, "DUR-001", change("X"), OptionalInt.empty()));
    }

    @Test
    void an_account_has_a_branding_of_its_own() {
        var durant = join(ebp, "DUR-001");
        users.brand(durant.user(), "{\"primary_color\":\"#E53935\"}");

        assertThat(users.branding(durant.user())).contains("{\"primary_color\":\"#E53935\"}");
        users.brand(durant.user(), null);
        assertThat(users.branding(durant.user())).isEmpty();
        assertProblem(ProblemCode.NOT_FOUND, () -> users.brand(UserId.next(), null));
        assertProblem(ProblemCode.INVALID_FIELDS, () -> users.brand(durant.user(), "[]"));
    }

    @Test
    void an_address_that_another_account_has_by_now_is_that_accounts() {
        var before = UserId.next();
        var now = UserId.next();
        var email = before + "@durant.example";
        users.remember(before, email, "Durant");
        users.remember(now, email.toUpperCase(java.util.Locale.ROOT), "Durant");
        users.remember(now, email, "Durant");

        assertThat(users.isKnown(before)).isTrue();
        assertThat(users.isKnown(now)).isTrue();
    }

    private static MemberChange change(String name) {
        return new MemberChange(name, null, MemberPermissions.USUAL);
    }

    private static List<String> actions(CallContext tenant) {
        return RealPostgres.inTenant(tenant.tenant(), c -> {
            var found = new ArrayList<String>();
            var rows = c.createStatement().executeQuery("select action from audit_log order by number");
            while (rows.next()) {
                found.add(rows.getString(1));
            }
            return found;
        });
    }
}
