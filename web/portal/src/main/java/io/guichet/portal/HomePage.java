package io.guichet.portal;

import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A member's home: his desk at each of his tenants. */
@Named("home")
@ViewScoped
public class HomePage implements Serializable {

    private static final long serialVersionUID = 1L;
    private static final int LATEST = 5;

    @Inject
    SignedIn me;

    @Inject
    Desks desks;

    private transient @Nullable List<Desk> laid;

    public List<Desk> getDesks() {
        if (laid == null) {
            laid = me.getMemberships().stream()
                    .map(m -> desks.lay(me.in(m.tenant().id().toString()), null, LATEST))
                    .toList();
        }
        return laid;
    }
}
