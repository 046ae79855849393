package dev.batchenrich.benchmark.micro;

import dev.batchenrich.contract.Entity;
import dev.batchenrich.contract.IdentifierType;
import dev.batchenrich.contract.identifier.Identifiers;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Brings identifiers into the form in which they are looked up. */
@State(Scope.Thread)
@OperationsPerInvocation(Sample.SIZE)
public class NormalisingIdentifiers {

  private final List<String> personUrls =
      Sample.at(Sample.people(), "/social_handles/professional_network_identifier/profile_url");
  private final List<String> emails = Sample.emails();
  private final List<String> companyUrls =
      Sample.at(Sample.companies(), "/basic_info/professional_network_url");
  private final List<String> names = Sample.at(Sample.companies(), "/basic_info/name");
  private final List<String> domains = Sample.at(Sample.companies(), "/basic_info/primary_domain");
  private final List<String> companyIds = Sample.at(Sample.companies(), "/crustdata_company_id");
  private final @Nullable String[] normalised = new @Nullable String[Sample.SIZE];

  @Benchmark
  public @Nullable String[] personUrls() {
    return normalise(Entity.PERSON, IdentifierType.PROFILE_URLS, personUrls);
  }

  @Benchmark
  public @Nullable String[] emails() {
    return normalise(Entity.PERSON, IdentifierType.BUSINESS_EMAILS, emails);
  }

  @Benchmark
  public @Nullable String[] companyUrls() {
    return normalise(Entity.COMPANY, IdentifierType.PROFILE_URLS, companyUrls);
  }

  @Benchmark
  public @Nullable String[] names() {
    return normalise(Entity.COMPANY, IdentifierType.NAMES, names);
  }

  @Benchmark
  public @Nullable String[] domains() {
    return normalise(Entity.COMPANY, IdentifierType.DOMAINS, domains);
  }

  @Benchmark
  public @Nullable String[] companyIds() {
    return normalise(Entity.COMPANY, IdentifierType.COMPANY_IDS, companyIds);
  }

  private @Nullable String[] normalise(
      Entity entity, IdentifierType type, List<String> identifiers) {
    for (var i = 0; i < normalised.length; i++) {
      normalised[i] = Identifiers.normalise(entity, type, identifiers.get(i));
    }
    return normalised;
  }
}
