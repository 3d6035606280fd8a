package io.guichet.kernel;

import java.util.ArrayList;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class IdsTest {

    @Test
    void what_is_printed_is_read_again() {
        for (var i = 0; i < 100; i++) {
            var id = UUID.randomUUID();
            assertThat(Ids.parse("conv_", Ids.print("conv_", id))).contains(id);
        }
        assertThat(Ids.parse("x_", Ids.print("x_", new UUID(-1, -1)))).contains(new UUID(-1, -1));
        assertThat(Ids.parse("x_", Ids.print("x_", new UUID(0, 0)))).contains(new UUID(0, 0));
    }

    @Test
    void a_later_id_sorts_after_an_earlier_one() {
        var ids = new ArrayList<String>();
        for (var i = 0; i < 1_000; i++) {
            ids.add(Ids.next().toString());
        }

        assertThat(ids).isSorted().doesNotHaveDuplicates();
        assertThat(Ids.next().version()).isEqualTo(7);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "tnt_",
                "tnt_0192f0c100007000800000000000000",
                "tnt_0192f0c10000700080000000000000000",
                "TNT_0192f0c1000070008000000000000001",
                "tnt_0192F0C1000070008000000000000001",
                "conv_0192f0c1000070008000000000000001",
                "tnt_0192f0c1-0000-7000-8000-000000000001",
                "tnt_0192f0c100007000800000000000000g",
                "tnt_0192f0c1000070008000000000000001\n",
                " tnt_0192f0c1000070008000000000000001",
                "tnt_+192f0c1000070008000000000000001",
                "tnt_' or 1=1 --"
            })
    void what_is_no_id_is_as_if_it_did_not_exist(String text) {
        assertThat(TenantId.parse(text)).isEmpty();
    }

    @Test
    void an_id_is_text_in_json() {
        var id = TenantId.next();

        assertThat(Json.write(id)).isEqualTo("\"" + id + "\"");
        assertThat(Json.read(Json.write(id), TenantId.class)).isEqualTo(id);
        assertThatThrownBy(() -> Json.read("\"conv_1\"", TenantId.class)).isInstanceOf(IllegalArgumentException.class);
    }
}
