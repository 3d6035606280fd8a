package io.guichet.api;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

/** What the API may know of the business. */
class ArchitectureTest {

    private static final JavaClasses API = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.guichet.api");

    @Test
    void the_api_imports_roots_of_contexts_only() {
        noClasses()
                .should()
                .dependOnClassesThat(describe(
                        "are below a context's root",
                        c -> c.getPackageName().matches("io\\.guichet\\.[a-z]+\\..+")
                                && !c.getPackageName().startsWith("io.guichet.api")))
                .check(API);
    }

    @Test
    void the_api_sees_no_plugin_and_no_persistence() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.guichet.spi..", "jakarta.persistence..", "org.hibernate..")
                .check(API);
        noClasses()
                .that()
                .haveSimpleNameNotContaining("Health")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.sql..", "javax.sql..")
                .because("health alone asks whether the database answers; all else asks a use case")
                .check(API);
    }

    @Test
    void the_api_reads_no_wall_clock_and_hangs_nothing_on_a_thread() {
        noClasses()
                .should()
                .callMethodWhere(describe(
                        "reads the time of the wall",
                        call -> (call.getName().equals("now")
                                        && call.getTargetOwner()
                                                .getPackageName()
                                                .equals("java.time")
                                        && call.getTarget()
                                                .getRawParameterTypes()
                                                .isEmpty())
                                || call.getName().equals("currentTimeMillis")))
                .check(API);
        noClasses()
                .should()
                .dependOnClassesThat()
                .areAssignableTo(ThreadLocal.class)
                .check(API);
    }

    @Test
    void a_name_says_what_a_class_is() {
        noClasses()
                .should(com.tngtech.archunit.lang.conditions.ArchConditions.have(describe(
                        "a name of no meaning",
                        (JavaClass c) -> c.getSimpleName().matches(".*(Manager|Helper|Util|Utils|Impl)"))))
                .check(API);
    }
}
