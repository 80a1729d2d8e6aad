# Which files are not under the controller's newest key (exit code 3 if there are any), and whether they open at all.
npx keywire seal --check --verify --context prod clusters/prod || [ $? = 3 ]
# The controller (0.40.0 or newer) encrypts them anew. The values never leave it; labels and the template stay.
npx keywire seal --rotate --context prod clusters/prod/aws.yaml
