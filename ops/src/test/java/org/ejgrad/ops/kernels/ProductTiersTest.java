// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops.kernels;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.mockito.Mockito.mock;

import com.sun.management.OperatingSystemMXBean;
import dev.ludovic.netlib.blas.BLAS;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class ProductTiersTest {
  private static final Map<String, String> ONE_THREAD = Map.of("OPENBLAS_NUM_THREADS", "1");

  private final ProductTier loops = new PlainProducts();
  private final List<String> warnings = new ArrayList<>();

  @TempDir private Path directory;

  /** A jar whose library is what the test writes, or none. */
  private static final class FakeJar extends LibraryFiles {
    private final List<String> libraries;

    FakeJar(List<String> libraries) {
      this.libraries = libraries;
    }

    @Override
    boolean isOnClassPath() {
      return !libraries.isEmpty();
    }

    @Override
    List<String> extract() {
      return libraries;
    }
  }

  private ProductTiers.Choice choose(String asked, LibraryFiles files, Map<String, String> env) {
    return ProductTiers.choose(asked, loops, new BlasFinder(files, env, warnings::add));
  }

  /** What a download that broke off leaves: it begins like a library. */
  private Path truncated() throws IOException {
    Path file = directory.resolve("libopenblas.so.0");
    return Files.write(file, new byte[] {0x7f, 'E', 'L', 'F', 2, 1, 1, 0, 0, 0});
  }

  @Test
  void report_namesTheProductsOfThisRun() {
    System.out.println(ProductTiers.report());
    assertTrue(ProductTiers.report().startsWith("products: "));
    assertTrue(ProductTiers.report().contains(ProductTiers.chosen().description()));
    String asked = System.getProperty("ejgrad.blas", "auto");
    assertTrue(asked.equals("auto") || asked.equals("none") || usesBlas(), asked);
    assertFalse(asked.equals("none") && usesBlas());
  }

  private static boolean usesBlas() {
    return ProductTiers.chosen() instanceof BlasProducts;
  }

  /** The calls of one thread cost no other thread of the process anything. */
  @Test
  void blasOfThisRun_largeProduct_staysOnItsThread() {
    assumeTrue(usesBlas(), "this run has no BLAS");
    int side = 512;
    DoubleProduct product = DoubleProduct.of(false, false, side, side, side);
    double[] x = new double[side * side];
    double[] y = new double[side * side];
    OperatingSystemMXBean process =
        (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    ThreadMXBean thread = ManagementFactory.getThreadMXBean();
    double least = Double.POSITIVE_INFINITY;
    // The compiler's threads work too, but not all the time.
    for (int window = 0; window < 10; window++) {
      long all = process.getProcessCpuTime();
      long own = thread.getCurrentThreadCpuTime();
      for (int i = 0; i < 10; i++) {
        product.run(x, 0, x, 0, y, 0, side);
      }
      own = thread.getCurrentThreadCpuTime() - own;
      all = process.getProcessCpuTime() - all;
      least = Math.min(least, (double) (all - own) / own);
    }
    // Two threads measured 0.95 and more, one 0.03 and less.
    assertTrue(least < 0.3, "others' share: " + least);
  }

  @Test
  void choose_none_takesTheLoops() {
    assertSame(loops, choose("none", new FakeJar(List.of()), ONE_THREAD).tier());
  }

  @Test
  void choose_autoWithoutJar_takesTheLoopsAndNamesTheJar() {
    ProductTiers.Choice choice = choose("auto", new FakeJar(List.of()), ONE_THREAD);
    assertSame(loops, choice.tier());
    assertTrue(choice.reason().contains("org.bytedeco:openblas:0.3.31-1.5.13 with classifier "));
    assertTrue(warnings.isEmpty());
  }

  @Test
  void choose_autoWithTruncatedLibrary_warnsOnceAndTakesTheLoops() throws IOException {
    Path library = truncated();
    ProductTiers.Choice choice =
        choose("auto", new FakeJar(List.of(library.toString())), ONE_THREAD);
    assertSame(loops, choice.tier());
    assertEquals(1, warnings.size());
    assertTrue(warnings.get(0).contains("does not load"), warnings.get(0));
    assertEquals(warnings.get(0), choice.reason());
    assertFalse(Files.exists(library));
  }

  /** A real library cut anywhere: mapped, it would end the virtual machine. */
  @Test
  @EnabledOnOs(OS.LINUX)
  void load_ofALibraryCutAnywhere_isAnErrorAndNoCrash() throws IOException {
    Path whole = Path.of(System.getProperty("java.home"), "lib", "libjimage.so");
    byte[] bytes = Files.readAllBytes(whole);
    LibraryFiles files = new LibraryFiles();
    files.load(Files.write(directory.resolve("whole"), bytes).toString());
    for (int length : new int[] {0, 5, 63, 64, 100, 1000, bytes.length / 3, bytes.length / 2}) {
      Path cut = Files.write(directory.resolve("cut" + length), Arrays.copyOf(bytes, length));
      assertThrows(UnsatisfiedLinkError.class, () -> files.load(cut.toString()), "" + length);
    }
  }

  /** A library that loads, but has none of the functions: calling them would end the machine. */
  @Test
  void choose_libraryWithoutTheFunctions_saysWhich() throws IOException {
    Path other = Path.of(System.getProperty("java.home"), "lib", System.mapLibraryName("jimage"));
    assumeTrue(Files.exists(other), "this Java has no such library");
    Path forced = Files.copy(other, directory.resolve("libother.so"));
    IllegalStateException e =
        assertThrows(
            IllegalStateException.class,
            () -> choose(forced.toString(), new LibraryFiles(), ONE_THREAD));
    assertTrue(
        String.valueOf(e.getMessage()).contains("no BLAS library, dgemm_ is missing"), e::toString);
    Path copy = Files.copy(other, directory.resolve("libopenblas.so.0"));
    assertSame(loops, choose("auto", new FakeJar(List.of(copy.toString())), ONE_THREAD).tier());
    assertEquals(1, warnings.size());
  }

  @Test
  void names_findsANameAcrossBuffers() throws IOException {
    for (int at : new int[] {0, 1, (1 << 20) - 3, (1 << 20) - 1, 1 << 20, (1 << 21) - 6}) {
      byte[] bytes = new byte[(1 << 21) + 100];
      System.arraycopy("dgemm_".getBytes(UTF_8), 0, bytes, at, 6);
      String path = Files.write(directory.resolve("file" + at), bytes).toString();
      assertTrue(new LibraryFiles().names(path, "dgemm_"), "at " + at);
      assertFalse(new LibraryFiles().names(path, "sgemm_"));
      assertFalse(new LibraryFiles().names(path, "dgemm"));
    }
  }

  @Test
  void choose_autoThreadsOutOfControl_takesTheLoopsAndSaysTheRemedy() throws IOException {
    assumeFalse(OpenBlasCalls.isPossible(), "this Java can set them itself");
    for (String threads : List.of("", "0", "2", "many")) {
      Map<String, String> env = Map.of("OPENBLAS_NUM_THREADS", threads);
      ProductTiers.Choice choice =
          choose("auto", new FakeJar(List.of(truncated().toString())), env);
      assertSame(loops, choice.tier());
      assertTrue(choice.reason().contains("OPENBLAS_NUM_THREADS=1"), choice.reason());
    }
    assertTrue(warnings.isEmpty());
  }

  @Test
  void choose_bytedecoForcedButAbsent_namesTheJar() {
    IllegalStateException e =
        assertThrows(
            IllegalStateException.class,
            () -> choose("bytedeco", new FakeJar(List.of()), ONE_THREAD));
    String classifier = new LibraryFiles().classifier();
    assertEquals(
        "ejgrad.blas: bytedeco needs a jar that is absent. Add"
            + " org.bytedeco:openblas:0.3.31-1.5.13 with classifier "
            + classifier
            + " to the class path.",
        e.getMessage());
  }

  @Test
  void choose_bytedecoForcedAndTruncated_saysWhy() throws IOException {
    Path library = truncated();
    IllegalStateException e =
        assertThrows(
            IllegalStateException.class,
            () -> choose("bytedeco", new FakeJar(List.of(library.toString())), ONE_THREAD));
    assertTrue(
        String.valueOf(e.getMessage()).startsWith("ejgrad.blas: bytedeco must load, got "),
        e::toString);
    assertTrue(warnings.isEmpty());
  }

  @Test
  void choose_pathThatIsNone_namesTheProperty() {
    String path = directory.resolve("absent.so").toString();
    IllegalStateException e =
        assertThrows(
            IllegalStateException.class, () -> choose(path, new LibraryFiles(), ONE_THREAD));
    assertEquals(
        "ejgrad.blas: must be auto, none, bytedeco, system or the path of a library, got "
            + path
            + ". Correct the path, or leave the property out.",
        e.getMessage());
  }

  @Test
  void choose_pathOfNoLibrary_saysWhy() throws IOException {
    Path text = Files.writeString(directory.resolve("text.so"), "no library");
    IllegalStateException e =
        assertThrows(
            IllegalStateException.class,
            () -> choose(text.toString(), new LibraryFiles(), ONE_THREAD));
    assertTrue(String.valueOf(e.getMessage()).contains("must load, got "), e::toString);
    assertTrue(Files.exists(text));
  }

  @Test
  void blas_againstLongVectors_paysOnlyIfItHasThem() {
    BLAS blas = mock(BLAS.class);
    ProductTier vectors = mock(ProductTier.class, invocation -> 512);
    assertTrue(BlasProducts.pays(loops, new BlasLibrary(blas, "OpenBLAS Haswell", "one")));
    assertFalse(BlasProducts.pays(vectors, new BlasLibrary(blas, "OpenBLAS Haswell", "one")));
    assertTrue(BlasProducts.pays(vectors, new BlasLibrary(blas, "OpenBLAS SkylakeX", "one")));
  }

  @Test
  void blas_vectorsAndTinyMatrices_areLeftToTheLoops() {
    BlasProducts products =
        new BlasProducts(loops, new BlasLibrary(mock(BLAS.class), "fake", "one"));
    assertFalse(products.suits(new ProductShape(false, false, 500, 1, 500)));
    assertFalse(products.suits(new ProductShape(false, false, 1, 500, 500)));
    assertFalse(products.suits(new ProductShape(false, false, 4, 4, 4)));
    assertTrue(products.suits(new ProductShape(false, false, 64, 64, 64)));
    ProductShape tiny = new ProductShape(true, false, 4, 4, 4);
    assertInstanceOf(DoublePlainProduct.class, products.doubles(tiny));
    assertInstanceOf(FloatPlainProduct.class, products.floats(tiny));
  }

  @Test
  @EnabledOnOs(
      value = OS.LINUX,
      architectures = {"amd64", "aarch64"})
  void classifier_ofLinux_isTheOneOfItsJar() {
    LibraryFiles files = new LibraryFiles();
    String arch = System.getProperty("os.arch");
    assertEquals("linux-" + (arch.equals("amd64") ? "x86_64" : "arm64"), files.classifier());
    String library = "/org/bytedeco/openblas/" + files.classifier() + "/libopenblas.so.0";
    assertEquals(getClass().getResource(library) != null, files.isOnClassPath());
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void extract_realJar_isPrivateAndLeavesNothing() throws IOException {
    LibraryFiles files = new LibraryFiles();
    assumeTrue(files.isOnClassPath(), "no OpenBLAS for this platform");
    List<Path> paths = files.extract().stream().map(Path::of).toList();
    Path parent = paths.get(0).getParent();
    assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(parent)));
    for (Path path : paths) {
      assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(path)));
      assertTrue(Files.size(path) > 0);
    }
    assertTrue(paths.get(paths.size() - 1).endsWith("libopenblas.so.0"));
    files.delete(paths.stream().map(Path::toString).toList());
    assertFalse(Files.exists(parent));
  }

  @Test
  void copy_largerThanAnyLibrary_isRefused() throws IOException {
    Path file = directory.resolve("large");
    byte[] bytes = "0123456789".getBytes(StandardCharsets.UTF_8);
    LibraryFiles.copy(new ByteArrayInputStream(bytes), file, 10);
    assertEquals(10, Files.size(file));
    IOException e =
        assertThrows(
            IOException.class, () -> LibraryFiles.copy(new ByteArrayInputStream(bytes), file, 9));
    assertTrue(String.valueOf(e.getMessage()).contains("more than 9 bytes"), e::toString);
  }

  @Test
  void singleThreaded_pathOfNothing_isEmpty() {
    assertTrue(
        OpenBlasCalls.makeSingleThreaded(directory.resolve("absent.so").toString()).isEmpty());
    assertNull(new LibraryFiles().existing(directory.toString()));
  }
}
