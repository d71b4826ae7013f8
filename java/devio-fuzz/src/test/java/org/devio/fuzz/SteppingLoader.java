package org.devio.fuzz;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import java.util.function.Consumer;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Loads devio once more, with a counter in each method and at each branch: how much a reader works
 * is then a number that no busy machine changes. Loops inside the JDK count as one step; most of
 * them allocate what they walk through, and that is limited too.
 */
final class SteppingLoader extends ClassLoader {
    private static final String STEPS = Steps.class.getName();

    static {
        registerAsParallelCapable();
    }

    SteppingLoader() {
        super(SteppingLoader.class.getClassLoader());
    }

    /** The contract of a target, whose readers are counted. */
    @SuppressWarnings("unchecked")
    static Consumer<byte[]> contract(String target) {
        try {
            return (Consumer<byte[]>)
                    new SteppingLoader()
                            .loadClass(Contract.class.getName())
                            .getDeclaredConstructor(String.class)
                            .newInstance(target);
        } catch (InvocationTargetException e) {
            throw new IllegalArgumentException("no target " + target, e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("no contract", e);
        }
    }

    @Override
    protected Class<?> loadClass(String name, boolean isResolved) throws ClassNotFoundException {
        if (!name.startsWith("org.devio.") || name.equals(STEPS)) {
            return super.loadClass(name, isResolved);
        }
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            return loaded == null ? define(name) : loaded;
        }
    }

    private Class<?> define(String name) throws ClassNotFoundException {
        String file = name.replace('.', '/') + ".class";
        try (InputStream in = getParent().getResourceAsStream(file)) {
            if (in == null) {
                throw new ClassNotFoundException(name);
            }
            ClassReader reader = new ClassReader(in);
            ClassWriter writer = new ClassWriter(reader, 0);
            reader.accept(new Counting(writer), 0);
            byte[] counted = writer.toByteArray();
            return defineClass(name, counted, 0, counted.length);
        } catch (IOException e) {
            throw new ClassNotFoundException(name, e);
        }
    }

    private static final class Counting extends ClassVisitor {
        Counting(ClassVisitor next) {
            super(Opcodes.ASM9, next);
        }

        @Override
        public MethodVisitor visitMethod(
                int access, String name, String descriptor, String signature, String[] exceptions) {
            MethodVisitor next = super.visitMethod(access, name, descriptor, signature, exceptions);
            return new MethodVisitor(Opcodes.ASM9, next) {
                @Override
                public void visitCode() {
                    super.visitCode();
                    step();
                }

                @Override
                public void visitJumpInsn(int opcode, Label label) {
                    step();
                    super.visitJumpInsn(opcode, label);
                }

                private void step() {
                    visitMethodInsn(
                            Opcodes.INVOKESTATIC, STEPS.replace('.', '/'), "step", "()V", false);
                }
            };
        }
    }
}
