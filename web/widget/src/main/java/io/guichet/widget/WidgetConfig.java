package io.guichet.widget;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Where the widget is reached. */
@Dependent
class WidgetConfig {

    /** The platform as the world sees it, without a slash at the end. */
    @Inject
    @ConfigProperty(name = "guichet.public-url", defaultValue = "http://localhost:8080")
    String publicUrl;
}
