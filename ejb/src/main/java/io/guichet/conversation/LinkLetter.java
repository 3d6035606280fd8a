package io.guichet.conversation;

import io.guichet.kernel.Ids;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/** A letter by which a link was sent; not to whom. */
@Entity
@Table(name = "session_link_letters")
class LinkLetter {

    @Id
    UUID id;

    @Column(name = "tenant_id")
    UUID tenantId;

    @Column(name = "link_id")
    UUID linkId;

    @Column(name = "address_mark")
    byte[] addressMark;

    Instant at;

    @SuppressWarnings("NullAway.Init")
    protected LinkLetter() {}

    LinkLetter(SessionLink link, byte[] addressMark, Instant at) {
        this.id = Ids.next();
        this.tenantId = link.tenantId;
        this.linkId = link.id;
        this.addressMark = addressMark;
        this.at = at;
    }
}
