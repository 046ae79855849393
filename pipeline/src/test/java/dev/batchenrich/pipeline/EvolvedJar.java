package dev.batchenrich.pipeline;

import static org.apache.flink.shaded.asm9.org.objectweb.asm.Opcodes.ACC_FINAL;
import static org.apache.flink.shaded.asm9.org.objectweb.asm.Opcodes.ACC_PRIVATE;
import static org.apache.flink.shaded.asm9.org.objectweb.asm.Opcodes.ACC_PUBLIC;
import static org.apache.flink.shaded.asm9.org.objectweb.asm.Opcodes.ALOAD;
import static org.apache.flink.shaded.asm9.org.objectweb.asm.Opcodes.ASM9;
import static org.apache.flink.shaded.asm9.org.objectweb.asm.Opcodes.GETFIELD;
import static org.apache.flink.shaded.asm9.org.objectweb.asm.Opcodes.ILOAD;
import static org.apache.flink.shaded.asm9.org.objectweb.asm.Opcodes.INVOKESPECIAL;
import static org.apache.flink.shaded.asm9.org.objectweb.asm.Opcodes.IRETURN;
import static org.apache.flink.shaded.asm9.org.objectweb.asm.Opcodes.PUTFIELD;
import static org.apache.flink.shaded.asm9.org.objectweb.asm.Opcodes.RETURN;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.stream.Collectors;
import org.apache.flink.shaded.asm9.org.objectweb.asm.ClassReader;
import org.apache.flink.shaded.asm9.org.objectweb.asm.ClassVisitor;
import org.apache.flink.shaded.asm9.org.objectweb.asm.ClassWriter;
import org.apache.flink.shaded.asm9.org.objectweb.asm.MethodVisitor;
import org.apache.flink.shaded.asm9.org.objectweb.asm.RecordComponentVisitor;
import org.apache.flink.shaded.asm9.org.objectweb.asm.Type;

/**
 * The jobs' jar of a version to come, in which records have two components more, behind the others:
 * {@code added}, a primitive, and {@code addedText}, which may be null. Whoever makes such a record
 * still says nothing of them, and gets some values.
 */
final class EvolvedJar {

  /** What a record made by the program holds, unlike one that comes from an older state. */
  private static final int ADDED = 7;

  private static final String ADDED_TEXT = "text";
  private static final List<Component> COMPONENTS =
      List.of(
          new Component("added", Type.INT_TYPE),
          new Component("addedText", Type.getType(String.class)));

  private record Component(String name, Type type) {}

  private EvolvedJar() {}

  /** Writes it as {@code to}, which it returns. */
  static Path write(Path jar, Set<Class<?>> records, Path to) throws IOException {
    var evolved =
        records.stream()
            .map(type -> Type.getInternalName(type) + ".class")
            .collect(Collectors.toSet());
    try (var in = new JarFile(jar.toFile());
        var out = new JarOutputStream(Files.newOutputStream(to))) {
      for (var entry : in.stream().toList()) {
        out.putNextEntry(new JarEntry(entry.getName()));
        try (var content = in.getInputStream(entry)) {
          if (evolved.remove(entry.getName())) {
            out.write(evolved(content));
          } else {
            content.transferTo(out);
          }
        }
      }
    }
    if (!evolved.isEmpty()) {
      throw new IllegalArgumentException("not in the jar: " + evolved);
    }
    return to;
  }

  private static byte[] evolved(InputStream record) throws IOException {
    var reader = new ClassReader(record);
    var writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
    reader.accept(new Evolution(writer), 0);
    return writer.toByteArray();
  }

  /** Adds the components, and a canonical constructor that begins with the former one. */
  private static final class Evolution extends ClassVisitor {

    private final List<Type> components = new ArrayList<>();
    private String name = "";

    Evolution(ClassVisitor next) {
      super(ASM9, next);
    }

    @Override
    public void visit(
        int version,
        int access,
        String name,
        String signature,
        String parent,
        String[] interfaces) {
      this.name = name;
      super.visit(version, access, name, signature, parent, interfaces);
    }

    @Override
    public RecordComponentVisitor visitRecordComponent(
        String component, String descriptor, String signature) {
      components.add(Type.getType(descriptor));
      return super.visitRecordComponent(component, descriptor, signature);
    }

    @Override
    public MethodVisitor visitMethod(
        int access, String method, String descriptor, String signature, String[] exceptions) {
      var next = super.visitMethod(access, method, descriptor, signature, exceptions);
      return method.equals("<init>") && descriptor.equals(constructor(components))
          ? new FormerConstructor(next)
          : next;
    }

    @Override
    public void visitEnd() {
      for (var added : COMPONENTS) {
        var descriptor = added.type.getDescriptor();
        super.visitRecordComponent(added.name, descriptor, null).visitEnd();
        super.visitField(ACC_PRIVATE | ACC_FINAL, added.name, descriptor, null, null).visitEnd();
        addAccessor(added);
      }
      addConstructor();
      super.visitEnd();
    }

    private void addAccessor(Component added) {
      var type = Type.getMethodDescriptor(added.type);
      var accessor = super.visitMethod(ACC_PUBLIC, added.name, type, null, null);
      accessor.visitCode();
      accessor.visitVarInsn(ALOAD, 0);
      accessor.visitFieldInsn(GETFIELD, name, added.name, added.type.getDescriptor());
      accessor.visitInsn(added.type.getOpcode(IRETURN));
      accessor.visitMaxs(0, 0);
      accessor.visitEnd();
    }

    private void addConstructor() {
      var all = new ArrayList<>(components);
      COMPONENTS.forEach(added -> all.add(added.type));
      var canonical = super.visitMethod(ACC_PUBLIC, "<init>", constructor(all), null, null);
      canonical.visitCode();
      canonical.visitVarInsn(ALOAD, 0);
      var variable = 1;
      for (var component : components) {
        canonical.visitVarInsn(component.getOpcode(ILOAD), variable);
        variable += component.getSize();
      }
      canonical.visitMethodInsn(INVOKESPECIAL, name, "<init>", constructor(components), false);
      for (var added : COMPONENTS) {
        canonical.visitVarInsn(ALOAD, 0);
        canonical.visitVarInsn(added.type.getOpcode(ILOAD), variable);
        canonical.visitFieldInsn(PUTFIELD, name, added.name, added.type.getDescriptor());
        variable += added.type.getSize();
      }
      canonical.visitInsn(RETURN);
      canonical.visitMaxs(0, 0);
      canonical.visitEnd();
    }

    private static String constructor(List<Type> parameters) {
      return Type.getMethodDescriptor(Type.VOID_TYPE, parameters.toArray(Type[]::new));
    }

    private final class FormerConstructor extends MethodVisitor {

      FormerConstructor(MethodVisitor next) {
        super(ASM9, next);
      }

      @Override
      public void visitInsn(int instruction) {
        if (instruction == RETURN) {
          set(COMPONENTS.get(0), ADDED);
          set(COMPONENTS.get(1), ADDED_TEXT);
        }
        super.visitInsn(instruction);
      }

      private void set(Component component, Object value) {
        visitVarInsn(ALOAD, 0);
        visitLdcInsn(value);
        visitFieldInsn(PUTFIELD, name, component.name, component.type.getDescriptor());
      }
    }
  }
}
