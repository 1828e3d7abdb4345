package io.gunrelay.e2e.faults.agent;

import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.MethodModel;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.function.Consumer;

/**
 * Changes a method of the relay.
 *
 * @param type the class, with slashes
 */
record Change(String type, String method, Way way) {
  private static final ClassDesc DEEDS = Deeds.class.describeConstable().orElseThrow();
  private static final ClassDesc OPTIONAL = ClassDesc.of("java.util.Optional");
  private static final ClassDesc VERDICT = ClassDesc.of("io.gunrelay.relay.admin.Health$Verdict");
  private static final MethodTypeDesc OF_VERDICT =
      MethodTypeDesc.of(ConstantDescs.CD_void, ConstantDescs.CD_boolean, ConstantDescs.CD_String);

  /** What becomes of it. */
  enum Way {
    /** It waits before it does anything. */
    DELAYED,
    /** It answers with a reason to refuse a put, or with none; its own code is left out. */
    REFUSING,
    /** It answers a probe with no; its own code is left out. */
    FAILING,
    /** It answers a probe with no for as long as it is in a mood. */
    MOODY
  }

  /**
   * The class with the method changed.
   *
   * @throws IllegalStateException when there is no such method, as the relay has been rebuilt
   */
  byte[] in(byte[] original) {
    var file = ClassFile.of();
    var model = file.parse(original);
    if (model.methods().stream().filter(this::isMeant).count() != 1) {
      throw new IllegalStateException(
          "%s has not one method %s: name another one in Fault".formatted(type, method));
    }
    return file.transformClass(
        model, ClassTransform.transformingMethodBodies(this::isMeant, transform()));
  }

  private boolean isMeant(MethodModel candidate) {
    return candidate.methodName().equalsString(method) && candidate.code().isPresent();
  }

  private CodeTransform transform() {
    return switch (way) {
      case DELAYED ->
          before(
              code -> code.invokestatic(DEEDS, "delay", MethodTypeDesc.of(ConstantDescs.CD_void)));
      case REFUSING ->
          instead(
              code -> code.invokestatic(DEEDS, "refusal", MethodTypeDesc.of(OPTIONAL)).areturn());
      case FAILING -> instead(code -> no(code, "this version never becomes ready"));
      case MOODY ->
          before(code ->
              code.invokestatic(DEEDS, "isMoody", MethodTypeDesc.of(ConstantDescs.CD_boolean))
                  .ifThen(block -> no(block, "this relay is in a mood")));
    };
  }

  private static void no(CodeBuilder code, String reason) {
    code.new_(VERDICT)
        .dup()
        .iconst_0()
        .ldc(reason)
        .invokespecial(VERDICT, ConstantDescs.INIT_NAME, OF_VERDICT)
        .areturn();
  }

  private static CodeTransform before(Consumer<CodeBuilder> addition) {
    return new CodeTransform() {
      @Override
      public void atStart(CodeBuilder code) {
        addition.accept(code);
      }

      @Override
      public void accept(CodeBuilder code, CodeElement element) {
        code.with(element);
      }
    };
  }

  private static CodeTransform instead(Consumer<CodeBuilder> body) {
    return new CodeTransform() {
      @Override
      public void atStart(CodeBuilder code) {
        body.accept(code);
      }

      @Override
      public void accept(CodeBuilder code, CodeElement element) {
        // Nothing of its own code is left.
      }
    };
  }
}
