package io.guichet.it;

import java.io.File;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.spec.EnterpriseArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;

/** The EAR that is shipped, deployed by Arquillian into a second server over the platform's database. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class EarDeploysIT {

    private static final String SECOND = "http://127.0.0.1:" + Platform.told("SECOND_HTTP_PORT");

    @Deployment(testable = false)
    static EnterpriseArchive the_ear_that_is_shipped() {
        return ShrinkWrap.createFromZipFile(EnterpriseArchive.class, new File("target/guichet.ear"));
    }

    @Test
    void a_second_node_serves_what_the_first_one_has() {
        assertThat(Eventually.get("a ready node", () -> {
                            var ready = Call.get(SECOND + "/api/health/ready").send();
                            return ready.status() == 200 ? ready.json() : null;
                        })
                        .at("/status")
                        .asText())
                .isEqualTo("UP");
        var visitor = Visitor.ofEbp();
        var said = visitor.says("Je veux refaire ma salle de bain de 8 m²");

        var there = Call.get(SECOND + "/api/widget/v1/message/" + said.message() + "/status")
                .session(visitor.secret())
                .send()
                .is(200)
                .data();
        assertThat(there).isEqualTo(said.status());

        var written = Call.post(SECOND + "/api/widget/v1/message")
                .session(visitor.secret())
                .json(java.util.Map.of("content", "Elle a moins de deux ans"))
                .send()
                .is(202)
                .data();
        assertThat(visitor.answerTo(written.at("/message_id").asText()).content())
                .isNotBlank();
        assertThat(visitor.messages()).hasSize(4);
        var link = Tenant.ebp().createsALinkFor("DUR-001");
        Call.get(SECOND + "/s/" + link.token()).send().is(200);
        Call.get(SECOND + "/s/nobody").send().is(404);
        Call.get(SECOND + "/api/me").send().isProblem(401, "unauthenticated");
    }
}
