# syntax=docker/dockerfile:1
# A relay without Kubernetes: docker build --tag gun-relay . (or: docker compose up)
# The image is laid out by the same program as `make images`, which needs no Docker.

FROM maven:3.9-eclipse-temurin-25 AS build
RUN apt-get update \
 && apt-get install --yes --no-install-recommends make \
 && rm -rf /var/lib/apt/lists/*
WORKDIR /src
COPY . .
RUN --mount=type=cache,target=/root/.m2 make relay-root

FROM scratch
COPY --from=build /src/images/target/work/relay/root/ /
COPY --from=build --chown=65532:65532 --chmod=750 /src/images/target/work/relay/data/ /var/lib/gun-relay/
ENV LANG=C.UTF-8 MALLOC_ARENA_MAX=2 ROCKSDB_MUSL_LIBC=false
USER 65532:65532
WORKDIR /
EXPOSE 8765 8766 9090
ENTRYPOINT ["/opt/java/bin/java", "@/opt/gun-relay/java.args"]
CMD ["serve", "--data-dir", "/var/lib/gun-relay"]
