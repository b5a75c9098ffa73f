// SPDX-License-Identifier: Apache-2.0
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Writes sources before anything is compiled: Maven compiles and runs this program with arguments
 * {@code <src> <generated-sources>}.
 *
 * <ul>
 *   <li>{@link ElementwiseLoops} of the table elementwise.txt: a new function is a paragraph there.
 *   <li>{@link ProductTiles} of the template product-tiles.txt.
 *   <li>{@link FloatTwins} of sources for double that ask for one by a comment, as said there.
 * </ul>
 *
 * <p>What is generated stands in the roots kernels and, for the incubator module, kernels-simd.
 */
final class KernelGenerator {
  private static final Path PACKAGE = Path.of("org", "ejgrad", "ops", "kernels");

  private KernelGenerator() {}

  public static void main(String[] args) throws IOException {
    Path sources = Path.of(args[0]);
    Path generated = Path.of(args[1]);
    Path inputs = sources.resolve("generator");
    String table = Files.readString(inputs.resolve("elementwise.txt"));
    ElementwiseLoops loops = new ElementwiseLoops(new FunctionTable(table));
    String tiles = Files.readString(inputs.resolve("product-tiles.txt"));

    Map<Path, String> plain = FloatTwins.of(sources.resolve(Path.of("main", "java")));
    plain.put(PACKAGE.resolve("ElementwiseKernels.java"), loops.plainTier());
    plain.put(PACKAGE.resolve("Elementwise.java"), loops.kernels());
    write(generated.resolve("kernels"), plain);

    Map<Path, String> simd = FloatTwins.of(sources.resolve(Path.of("main", "java-simd")));
    simd.put(PACKAGE.resolve("SimdElementwise.java"), loops.simdTier());
    simd.put(PACKAGE.resolve("SimdShortRanges.java"), loops.shortRanges());
    ProductTiles.of(tiles).forEach((file, java) -> simd.put(PACKAGE.resolve(file), java));
    write(generated.resolve("kernels-simd"), simd);
  }

  /** A file that is up to date keeps its time, so that nothing is compiled again. */
  private static void write(Path root, Map<Path, String> files) throws IOException {
    deleteOthers(root, files);
    for (Map.Entry<Path, String> each : files.entrySet()) {
      Path file = root.resolve(each.getKey());
      if (!Files.exists(file) || !Files.readString(file).equals(each.getValue())) {
        Files.createDirectories(file.getParent());
        Files.writeString(file, each.getValue());
      }
    }
  }

  /** What was generated from sources that are no more. */
  private static void deleteOthers(Path root, Map<Path, String> files) throws IOException {
    if (!Files.exists(root)) {
      return;
    }
    List<Path> present;
    try (Stream<Path> paths = Files.walk(root)) {
      present = paths.filter(Files::isRegularFile).toList();
    }
    for (Path file : present) {
      if (!files.containsKey(root.relativize(file))) {
        Files.delete(file);
      }
    }
  }
}
