// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops.kernels;

import com.google.common.base.Suppliers;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.function.Supplier;

/**
 * How matrices are multiplied, chosen once per virtual machine: by loops of the tier that {@link
 * KernelTiers} chose, and by OpenBLAS through netlib where that is there and faster. {@code
 * -Dejgrad.blas} says which library: {@code auto}, the default, takes the one inside the jar {@code
 * org.bytedeco:openblas} if that is on the class path; {@code none}, {@code bytedeco}, {@code
 * system} or the path of a library forces one.
 */
public final class ProductTiers {
  static final String PROPERTY = "ejgrad.blas";

  private static final Supplier<Choice> CHOICE = Suppliers.memoize(ProductTiers::choose);

  /** A tier and why it was chosen. */
  record Choice(ProductTier tier, String reason) {}

  private ProductTiers() {}

  /**
   * The tier of this virtual machine.
   *
   * @throws IllegalStateException if a library is asked for and absent or does not load
   */
  public static ProductTier chosen() {
    return CHOICE.get().tier();
  }

  /** One line: how matrices are multiplied, and why. */
  public static String report() {
    return "products: " + CHOICE.get().tier().description() + " (" + CHOICE.get().reason() + ")";
  }

  /** The tier of own loops. */
  static ProductTier loops() {
    if (KernelTiers.chosen() instanceof KernelTiers.PlainTier) {
      return new PlainProducts();
    }
    return ServiceLoader.load(ProductTier.class, ProductTier.class.getClassLoader())
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("ejgrad-ops: the SIMD products are missing"));
  }

  private static Choice choose() {
    System.Logger log = System.getLogger(ProductTiers.class.getName());
    BlasFinder finder =
        new BlasFinder(
            new LibraryFiles(),
            Map.copyOf(System.getenv()),
            warning -> log.log(System.Logger.Level.WARNING, warning));
    return choose(System.getProperty(PROPERTY, "auto"), loops(), finder);
  }

  /**
   * @param asked what the property holds
   * @throws IllegalStateException if a library is asked for and absent or does not load
   */
  static Choice choose(String asked, ProductTier loops, BlasFinder finder) {
    if (asked.equals("none")) {
      return new Choice(loops, "BLAS is ruled out by -D" + PROPERTY);
    }
    boolean forced = !asked.equals("auto");
    if (!forced && loops.vectorBits() >= 512 && !OpenBlasCalls.isPossible()) {
      // Whether the library has such vectors too could not be asked.
      return new Choice(loops, "loops with vectors of 512 bits need no BLAS");
    }
    BlasFinder.Found found = finder.find(asked);
    BlasLibrary library = found.library();
    if (library == null) {
      return new Choice(loops, found.reason());
    }
    if (!forced && !BlasProducts.pays(loops, library)) {
      return new Choice(
          loops, library.description() + " is there, but these loops have longer vectors than it");
    }
    return new Choice(new BlasProducts(loops, library), found.reason());
  }
}
