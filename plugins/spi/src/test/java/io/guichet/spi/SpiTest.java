package io.guichet.spi;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

/** A plugin's class loader has the JDK and the SPI: whatever else the SPI knew, a plugin could not load. */
class SpiTest {

    private static final JavaClasses SPI = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.guichet.spi");

    @Test
    void the_spi_knows_the_jdk_and_jspecify_alone() {
        classes()
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("java..", "org.jspecify.annotations..", "io.guichet.spi..")
                .check(SPI);
    }

    @Test
    void no_sector_channel_or_model_knows_the_others() {
        slices().matching("io.guichet.spi.(*)..").should().beFreeOfCycles().check(SPI);
        noClasses()
                .that()
                .resideInAPackage("io.guichet.spi.sector..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.guichet.spi.channel..", "io.guichet.spi.model..")
                .check(SPI);
    }

    @Test
    void what_a_plugin_is_given_is_public() {
        classes()
                .that()
                .haveSimpleNameNotEndingWith("package-info")
                .and()
                .areTopLevelClasses()
                .should()
                .bePublic()
                .check(SPI);
    }
}
