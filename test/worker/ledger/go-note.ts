/** Owns the key and note that golang.org/x/mod/sumdb/note publishes in its documentation and tests; must not check anything. */

/** x/mod v0.7.0, sumdb/note/note.go: `PRIVATE+KEY+PeterNeumann+c74f20a3+AYEK…`, the seed after the type byte. */
export const goSeed = Buffer.from('AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz', 'base64').subarray(1);

export const goKey = 'PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW';

export const goText =
  'If you think cryptography is the answer to your problem,\n' +
  "then you don't know what your problem is.\n";

export const goSignature =
  '— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n';

/** note_test.go, TestSign: a second signer of the same text. */
export const goOtherKey = 'EnochRoot+af0cfe78+ATtqJ7zOtqQtYqOo0CpvDXNlMhV3HeJDpjrASKGLWdop';

export const goOtherSignature =
  '— EnochRoot rwz+eBzmZa0SO3NbfRGzPCpDckykFXSdeX+MNtCOXm2/5n2tiOHp+vAF1aGrQ5ovTG01oOTGwnWLox33WWd1RvMc+QQ=\n';
