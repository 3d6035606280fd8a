package io.guichet.bench;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ServerProcessTest {

    @Test
    void the_heap_of_g1_is_read() {
        assertThat(ServerProcess.used("""
                        4711:
                         garbage-first heap   total reserved 786432K, committed 262144K, used 120044K [0x00000000d0000000, 0x0000000100000000)
                          region size 1024K, 3 young (3072K), 0 survivors (0K)
                         Metaspace       used 181238K, committed 183040K, reserved 393216K
                          class space    used 20983K, committed 21952K, reserved 196608K
                        """)).isEqualTo(120_044 * 1024);
    }

    @Test
    void the_heap_of_serial_is_the_sum_of_its_generations() {
        assertThat(ServerProcess.used("""
                        4711:
                         def new generation   total 78656K, used 1399K [0x00000000d0000000, 0x00000000d5550000)
                          eden space 69952K,   2% used [0x00000000d0000000, 0x00000000d015dcb8)
                         tenured generation   total 174784K, used 101K [0x00000000e0000000, 0x00000000eaab0000)
                         Metaspace       used 5K, committed 6K, reserved 7K
                        """)).isEqualTo(1_500 * 1024);
    }

    @Test
    void what_cannot_be_read_is_no_figure() {
        assertThatThrownBy(() -> ServerProcess.used("ZHeap used 100M")).hasMessageContaining("cannot be read");
    }

    @Test
    void a_running_server_is_measured() throws Exception {
        var here = new ServerProcess(ProcessHandle.current().pid());

        assertThat(here.heap()).isPositive();
        assertThat(here.processorTime()).isPositive();
    }
}
