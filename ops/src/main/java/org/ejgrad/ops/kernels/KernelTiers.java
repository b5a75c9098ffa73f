// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops.kernels;

import java.util.Optional;
import java.util.ServiceLoader;
import org.ejgrad.graph.Program;
import org.jspecify.annotations.Nullable;

/**
 * The tier of the elementwise loops, chosen once per virtual machine. SIMD is chosen where the
 * module {@code jdk.incubator.vector} is there and the processor suits it, plain Java otherwise;
 * {@code -Dejgrad.kernels=plain} or {@code simd} forces one.
 */
public final class KernelTiers {
  static final String PROPERTY = "ejgrad.kernels";
  static final String MODULE = "jdk.incubator.vector";
  static final String FLAG = "--add-modules " + MODULE;

  private static final Choice CHOICE = chooseAndAdvise();

  /**
   * A tier and why it was chosen.
   *
   * @param advice for the log where a flag would bring more
   * @param refusal why what is asked for cannot be; the tier then only keeps classes loading
   */
  record Choice(
      KernelTier tier, String reason, @Nullable String advice, @Nullable RuntimeException refusal) {
    Choice(KernelTier tier, String reason) {
      this(tier, reason, null, null);
    }

    /** Throws the refusal, if there is one. */
    void require() {
      if (refusal != null) {
        throw refusal;
      }
    }
  }

  private KernelTiers() {}

  /** The tier of this virtual machine; plain where what is asked for cannot be. */
  public static KernelTier chosen() {
    return CHOICE.tier();
  }

  /**
   * Refuses to go on where what is asked for cannot be. Compiling a program does this.
   *
   * @throws IllegalStateException if SIMD is asked for and absent
   * @throws IllegalArgumentException if something else is asked for
   */
  static void requireWhatIsAskedFor() {
    CHOICE.require();
  }

  /** What was chosen, and why: a line for elementwise loops, one for products, one for threads. */
  public static String report() {
    requireWhatIsAskedFor();
    return String.join(
        "\n",
        "elementwise kernels: " + CHOICE.tier().description() + " (" + CHOICE.reason() + ")",
        ProductTiers.report(),
        "threads: " + Program.threads() + " (-Dejgrad.threads sets another number)");
  }

  private static Choice chooseAndAdvise() {
    Choice choice = chooseOrRefuse(System.getProperty(PROPERTY), simd());
    String advice = choice.advice();
    if (advice != null) {
      System.getLogger(KernelTiers.class.getName()).log(System.Logger.Level.INFO, advice);
    }
    return choice;
  }

  /**
   * The same without an exception: classes that are loaded now need a tier, and what they throw
   * while they are would be reported once only, wrapped.
   */
  static Choice chooseOrRefuse(@Nullable String asked, Optional<KernelTier> simd) {
    try {
      return choose(asked, simd);
    } catch (IllegalStateException | IllegalArgumentException refusal) {
      return new Choice(new PlainTier(), "what is asked for cannot be", null, refusal);
    }
  }

  /**
   * @param asked what the property holds, or null
   * @param simd the SIMD tier, where its module is there
   * @throws IllegalStateException if SIMD is asked for and absent
   * @throws IllegalArgumentException if something else is asked for
   */
  static Choice choose(@Nullable String asked, Optional<KernelTier> simd) {
    if (asked != null && !asked.equals("plain") && !asked.equals("simd")) {
      throw new IllegalArgumentException(
          PROPERTY
              + ": must be plain or simd, got "
              + asked
              + ". Leave it out for the best there is.");
    }
    if ("plain".equals(asked)) {
      return new Choice(new PlainTier(), "asked for by -D" + PROPERTY);
    }
    if (simd.isPresent() && "simd".equals(asked)) {
      return new Choice(simd.get(), "asked for by -D" + PROPERTY);
    }
    if (simd.isPresent()) {
      return simd.get().pays()
          ? new Choice(simd.get(), "module " + MODULE + " is present")
          : new Choice(new PlainTier(), "the processor's vectors are too short for SIMD");
    }
    if (asked != null) {
      throw new IllegalStateException(
          PROPERTY
              + ": simd needs the module "
              + MODULE
              + ", which is absent. Start java with "
              + FLAG
              + ".");
    }
    return new Choice(
        new PlainTier(),
        "module " + MODULE + " is absent; " + FLAG + " brings SIMD",
        "Elementwise functions run as plain loops; start java with " + FLAG + " for faster ones.",
        null);
  }

  /** Asks for the module first: without it, loading the tier would fail. */
  static Optional<KernelTier> simd() {
    if (ModuleLayer.boot().findModule(MODULE).isEmpty()) {
      return Optional.empty();
    }
    return ServiceLoader.load(KernelTier.class, KernelTier.class.getClassLoader()).findFirst();
  }

  /** The plain loops, on any processor. */
  static final class PlainTier implements KernelTier {
    @Override
    public String description() {
      return "plain";
    }

    @Override
    public boolean pays() {
      return true;
    }
  }
}
