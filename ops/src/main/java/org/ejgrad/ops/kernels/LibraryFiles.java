// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops.kernels;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Native libraries as files: the only class here that touches files. What comes out of a jar goes
 * into a new directory with a random name that only the owner can enter, under names fixed here,
 * and is deleted as soon as it is loaded.
 */
class LibraryFiles {
  /** In loading order: each needs those before it. The last is the library itself. */
  private static final List<String> NAMES =
      List.of("libgcc_s.so.1", "libquadmath.so.0", "libgfortran.so.5", "libopenblas.so.0");

  /** The largest known one has 40 MB. */
  private static final long MOST_BYTES = 256L << 20;

  /** Sizes of ELF's header and of a program header (System V ABI, chapters 4 and 5). */
  private static final int ELF_HEAD = 64;

  private static final int ELF_SEGMENT = 56;
  private static final int ELF_MAGIC = 'F' << 24 | 'L' << 16 | 'E' << 8 | 0x7f;

  /** The classifier of this platform, such as linux-x86_64. */
  String classifier() {
    String os = System.getProperty("os.name", "");
    String arch = System.getProperty("os.arch", "");
    String name = os.startsWith("Linux") ? "linux" : os.startsWith("Mac") ? "macosx" : "windows";
    return name + "-" + (arch.equals("amd64") ? "x86_64" : arch.equals("aarch64") ? "arm64" : arch);
  }

  /** Whether the jar of this platform is on the class path. */
  boolean isOnClassPath() {
    String library = entry(NAMES.get(NAMES.size() - 1));
    try (InputStream in = LibraryFiles.class.getResourceAsStream(library)) {
      return in != null;
    } catch (IOException e) {
      throw new IllegalStateException("blas: the jar must be readable, got " + e, e);
    }
  }

  private String entry(String name) {
    return "/org/bytedeco/openblas/" + classifier() + "/" + name;
  }

  /**
   * Copies the libraries of the jar into a new private directory.
   *
   * @return their paths in loading order
   * @throws IllegalStateException if they cannot be written or one is larger than any could be
   */
  List<String> extract() {
    List<String> paths = new ArrayList<>();
    try {
      Path directory = Files.createTempDirectory("ejgrad-blas", ownerOnly("rwx------"));
      directory.toFile().deleteOnExit();
      for (String name : NAMES) {
        try (InputStream in = LibraryFiles.class.getResourceAsStream(entry(name))) {
          if (in != null) {
            Path file = Files.createFile(directory.resolve(name), ownerOnly("rw-------"));
            file.toFile().deleteOnExit();
            copy(in, file, MOST_BYTES);
            paths.add(file.toString());
          }
        }
      }
    } catch (IOException e) {
      delete(paths);
      throw new IllegalStateException("blas: the jar's libraries must be copied, got " + e, e);
    }
    return paths;
  }

  static void copy(InputStream in, Path file, long mostBytes) throws IOException {
    try (var out = Files.newOutputStream(file)) {
      byte[] buffer = new byte[1 << 16];
      long total = 0;
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        total += read;
        if (total > mostBytes) {
          throw new IOException(
              file.getFileName() + " in the jar has more than " + mostBytes + " bytes");
        }
        out.write(buffer, 0, read);
      }
    }
  }

  private static FileAttribute<?>[] ownerOnly(String permissions) {
    return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        }
        : new FileAttribute<?>[0];
  }

  /** Deletes what was extracted; a loaded library needs its file no more. */
  void delete(List<String> paths) {
    try {
      for (String path : paths) {
        Files.deleteIfExists(Path.of(path));
      }
      Path directory = paths.isEmpty() ? null : Path.of(paths.get(0)).getParent();
      if (directory != null) {
        Files.deleteIfExists(directory);
      }
    } catch (IOException e) {
      // A loaded library cannot be deleted on some systems; at exit it is tried again.
      System.getLogger(LibraryFiles.class.getName())
          .log(System.Logger.Level.DEBUG, "extracted libraries are deleted at exit", e);
    }
  }

  /**
   * Loads a library, if its file is whole: one in ELF's 64-bit form that ends before its segments
   * do would be mapped all the same, and end the virtual machine when it is read.
   *
   * @throws UnsatisfiedLinkError if it does not load
   */
  void load(String path) {
    try (FileChannel file = FileChannel.open(Path.of(path))) {
      ByteBuffer head = read(file, 0, ELF_HEAD);
      boolean elf = head.limit() >= 6 && head.getInt(0) == ELF_MAGIC && head.get(4) == 2;
      if (elf && (head.get(5) != 1 || !holdsSegments(file, head))) {
        throw new UnsatisfiedLinkError(path + ": file too short, or of another processor");
      }
    } catch (IOException e) {
      throw new IllegalStateException("blas: the library must be readable, got " + e, e);
    }
    try {
      System.load(path);
    } catch (IllegalCallerException denied) {
      String remedy = ": java must be started with --enable-native-access=ALL-UNNAMED";
      UnsatisfiedLinkError error = new UnsatisfiedLinkError(path + remedy);
      error.initCause(denied);
      throw error;
    }
  }

  /**
   * Whether a library names a function in its tables: one that is called and not there would end
   * the virtual machine.
   */
  boolean names(String path, String function) {
    String name = function + "\0";
    String seen = "";
    byte[] buffer = new byte[1 << 20];
    try (InputStream in = Files.newInputStream(Path.of(path))) {
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        // The end of what came before, in case the name lies across.
        String rest = seen.substring(Math.max(0, seen.length() - name.length()));
        seen = rest + new String(buffer, 0, read, StandardCharsets.ISO_8859_1);
        if (seen.contains(name)) {
          return true;
        }
      }
    } catch (IOException e) {
      throw new IllegalStateException("blas: the library must be readable, got " + e, e);
    }
    return false;
  }

  /** Whether all that the program headers of ELF name lies inside the file. */
  private static boolean holdsSegments(FileChannel file, ByteBuffer head) throws IOException {
    if (head.limit() < ELF_HEAD) {
      return false;
    }
    int length = Short.toUnsignedInt(head.getShort(54));
    int count = Short.toUnsignedInt(head.getShort(56));
    for (int i = 0; i < count; i++) {
      ByteBuffer segment = read(file, head.getLong(32) + (long) i * length, ELF_SEGMENT);
      if (segment.limit() < ELF_SEGMENT || segment.getLong(8) > file.size() - segment.getLong(32)) {
        return false;
      }
    }
    return true;
  }

  /** Up to this many bytes; fewer where the file ends before. */
  private static ByteBuffer read(FileChannel file, long at, int length) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    boolean more = at >= 0;
    while (more && bytes.hasRemaining()) {
      more = file.read(bytes, at + bytes.position()) > 0;
    }
    return bytes.flip();
  }

  /** The absolute path of a library named by the user, or null if there is none. */
  @Nullable String existing(String path) {
    Path file = Path.of(path).toAbsolutePath();
    return Files.isRegularFile(file) ? file.toString() : null;
  }

  /** Whether netlib has loaded its native part already, with a library that was not chosen here. */
  boolean isNetlibInUse() {
    Path maps = Path.of("/proc/self/maps");
    if (!Files.isReadable(maps)) {
      return false;
    }
    try (var lines = Files.lines(maps, StandardCharsets.ISO_8859_1)) {
      return lines.anyMatch(line -> line.contains("libnetlibblasjni"));
    } catch (IOException e) {
      throw new IllegalStateException("blas: the memory map must be readable, got " + e, e);
    }
  }
}
