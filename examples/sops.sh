# Asks for the values, and encrypts them for the recipients of the rule in .sops.yaml, which it prints.
npx keywire sops create --name aws --namespace orders --class aws --out secrets/aws.enc.yaml

# One value anew. The other ciphertext stays, so that a diff shows what changed.
npx keywire sops set secrets/aws.enc.yaml --class aws --field secretAccessKey

# Who can open it; and those that the rule names now, and nobody else.
npx keywire sops recipients secrets/aws.enc.yaml
npx keywire sops recipients secrets/aws.enc.yaml --by-rule

# In CI, without any key: plaintext, and recipients other than those of the rule, end with exit code 3.
npx keywire sops check .

# For KSOPS, a generator and a kustomization beside the files; for Flux, the command that brings it its key.
npx keywire sops ksops secrets
npx keywire sops flux --identity keys.txt
