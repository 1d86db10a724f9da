# Builds weeflint and leaves the program alone in an image without network tools.
#
#   docker build -t weeflint .
#   docker run --rm --network none --read-only -v "$PWD:/contracts:ro" weeflint check .
FROM rust:1.92-slim-bookworm AS build
WORKDIR /source
COPY . .
RUN cargo build --release --locked

FROM debian:bookworm-slim
# git shows the version before for --since; nothing else is needed.
# hadolint ignore=DL3008
RUN apt-get update \
    && apt-get install --yes --no-install-recommends git \
    && rm -rf /var/lib/apt/lists/* \
    && git config --system --add safe.directory '*'
COPY --from=build /source/target/release/weeflint /usr/local/bin/weeflint
RUN useradd --uid 1000 --create-home reader
USER 1000
WORKDIR /contracts
ENTRYPOINT ["weeflint"]
CMD ["--help"]
