// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.tutorials;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.lang.invoke.MethodHandles;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The walls of the house: which module may know which, and what no module does. */
class HouseTest {
  private static final String[] CORE = {
    "org.ejgrad.graph..", "org.ejgrad.ops..", "org.ejgrad.optim.."
  };

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("org.ejgrad");

  @ParameterizedTest
  @ValueSource(strings = {"graph", "ops", "optim", "models", "tutorials"})
  void house_everyModule_isSeenByTheseTests(String module) {
    assertTrue(
        CLASSES.stream().anyMatch(c -> c.getPackageName().startsWith("org.ejgrad." + module)));
  }

  @Test
  void arrows_pointOneWay() {
    layeredArchitecture()
        .consideringOnlyDependenciesInLayers()
        .layer("graph")
        .definedBy("org.ejgrad.graph..")
        .layer("ops")
        .definedBy("org.ejgrad.ops..")
        .layer("optim")
        .definedBy("org.ejgrad.optim..")
        .layer("models")
        .definedBy("org.ejgrad.models..")
        .layer("tutorials")
        .definedBy("org.ejgrad.tutorials..")
        .whereLayer("tutorials")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("models")
        .mayOnlyBeAccessedByLayers("tutorials")
        .whereLayer("optim")
        .mayOnlyBeAccessedByLayers("models", "tutorials")
        .whereLayer("ops")
        .mayOnlyBeAccessedByLayers("optim", "models", "tutorials")
        .check(CLASSES);
  }

  @Test
  void packages_haveNoCycles() {
    slices().matching("org.ejgrad.(**)").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void graph_knowsNoMathematics() {
    noClasses()
        .that()
        .resideInAPackage("org.ejgrad.graph..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.ejml.dense..")
        .because("ops compute; the graph only moves matrices")
        .check(CLASSES);
  }

  @Test
  void kernels_areUsedByOpsOnly() {
    noClasses()
        .that()
        .resideOutsideOfPackages("org.ejgrad.ops..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.ejgrad.ops.kernels..")
        .check(CLASSES);
  }

  @Test
  void core_dependsOnFewLibraries() {
    noClasses()
        .that()
        .resideInAnyPackage(CORE)
        .should()
        .dependOnClassesThat()
        .resideOutsideOfPackages(
            "org.ejgrad..",
            "org.ejml..",
            "com.google.common..",
            "org.jspecify..",
            "dev.ludovic.netlib..",
            "java..",
            "jdk.incubator.vector..")
        .check(CLASSES);
  }

  /** Wherever else it were named, nothing would run without the flag that brings the module. */
  @Test
  void vectorModule_isKnownToTheSimdTierOnly() {
    noClasses()
        .that()
        .haveNameNotMatching("org\\.ejgrad\\.ops\\.kernels\\.(Double|Float)?Simd.*")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("jdk.incubator..")
        .orShould()
        .dependOnClassesThat()
        .haveNameMatching("org\\.ejgrad\\.ops\\.kernels\\.(Double|Float)?Simd.*")
        .check(CLASSES);
  }

  @Test
  void core_touchesNoFilesAndPrintsNothing() {
    noClasses()
        .that()
        .resideInAnyPackage(CORE)
        .and()
        .doNotHaveFullyQualifiedName("org.ejgrad.ops.kernels.LibraryFiles")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("java.io..", "java.nio.file..", "java.util.logging..")
        .check(CLASSES);
    noClasses()
        .that()
        .resideInAnyPackage("org.ejgrad.graph..", "org.ejgrad.ops..", "org.ejgrad.optim..")
        .should()
        .accessField(System.class, "out")
        .orShould()
        .accessField(System.class, "err")
        .check(CLASSES);
  }

  /** Method handles are reflection by another name; OpenBLAS cannot be reached without. */
  @Test
  void methodHandles_areKnownToTheCallsOfOpenBlasOnly() {
    noClasses()
        .that()
        .haveNameNotMatching("org\\.ejgrad\\.ops\\.kernels\\.OpenBlasCalls.*")
        .should()
        .callMethod(MethodHandles.class, "lookup")
        .orShould()
        .callMethod(MethodHandles.class, "publicLookup")
        .orShould()
        .callMethod(Class.class, "forName", String.class)
        .check(CLASSES);
  }

  @Test
  void nothing_serializesReflectsOrConnects() {
    List<String> forbidden =
        List.of(
            "java.io.ObjectInputStream",
            "java.io.ObjectOutputStream",
            "java.lang.ProcessBuilder",
            "java.util.Random",
            "java.util.concurrent.ThreadLocalRandom");
    for (String name : forbidden) {
      noClasses().should().dependOnClassesThat().haveFullyQualifiedName(name).check(CLASSES);
    }
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("java.lang.reflect..", "java.net..", "java.rmi..")
        .check(CLASSES);
    noClasses().should().callMethod(Math.class, "random").check(CLASSES);
    noClasses()
        .that()
        .haveSimpleNameNotEndingWith("Main")
        .should()
        .callMethod(System.class, "exit", int.class)
        .check(CLASSES);
  }
}
