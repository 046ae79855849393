package dev.batchenrich.standalone;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

  private static final JavaClasses HOUSE =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          // What modules share for tests comes as a jar once they are packaged.
          .withImportOption(location -> !location.contains("-tests.jar"))
          .importPackages("dev.batchenrich");

  @Test
  void everyModuleIsLookedAt() {
    for (var module : List.of("contract", "directory", "gateway", "pipeline", "standalone")) {
      assertThat(HOUSE.containPackage("dev.batchenrich." + module)).as(module).isTrue();
    }
  }

  @Test
  void dependenciesPointOneWay() {
    layeredArchitecture()
        .consideringOnlyDependenciesInLayers()
        .layer("contract")
        .definedBy("dev.batchenrich.contract..")
        .layer("directory")
        .definedBy("dev.batchenrich.directory..")
        .layer("gateway")
        .definedBy("dev.batchenrich.gateway..")
        .layer("pipeline")
        .definedBy("dev.batchenrich.pipeline..")
        .layer("standalone")
        .definedBy("dev.batchenrich.standalone..")
        .whereLayer("standalone")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("gateway")
        .mayOnlyBeAccessedByLayers("standalone")
        .whereLayer("pipeline")
        .mayOnlyBeAccessedByLayers("standalone")
        .whereLayer("directory")
        .mayOnlyBeAccessedByLayers("gateway", "pipeline", "standalone")
        .check(HOUSE);
  }

  @Test
  void onlyThePipelineAndTheStandaloneServerKnowFlink() {
    noClasses()
        .that()
        .resideInAnyPackage(
            "dev.batchenrich.contract..",
            "dev.batchenrich.directory..",
            "dev.batchenrich.gateway..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.apache.flink..")
        .check(HOUSE);
  }

  @Test
  void onlyTheStandaloneServerKnowsTheBrokersInside() {
    noClasses()
        .that()
        .resideOutsideOfPackage("dev.batchenrich.standalone..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("kafka..")
        .check(HOUSE);
  }

  @Test
  void whatTheClientsCommandsNeedStartsQuicklyForItKnowsNeitherFlinkNorKafka() {
    noClasses()
        .that()
        .resideInAnyPackage(
            "dev.batchenrich.standalone.client..",
            "dev.batchenrich.standalone.identifiers..",
            "dev.batchenrich.standalone.progress..",
            "dev.batchenrich.standalone.submit..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.apache.flink..", "org.apache.kafka..", "kafka..")
        .check(HOUSE);
  }

  @Test
  void everyPackageSaysWhatItIsAndForbidsNull() {
    assertThat(packages())
        .isNotEmpty()
        .allSatisfy(
            each ->
                assertThat(each.tryGetPackageInfo())
                    .as(each.getName())
                    .hasValueSatisfying(
                        info -> assertThat(info.isAnnotatedWith(NullMarked.class)).isTrue()));
  }

  private static List<JavaPackage> packages() {
    return HOUSE.stream().map(JavaClass::getPackage).distinct().toList();
  }
}
