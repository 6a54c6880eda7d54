FROM golang:1.26 AS build
WORKDIR /src
COPY go.mod go.sum ./
RUN go mod download
COPY . .
RUN CGO_ENABLED=0 go build -trimpath -ldflags='-s -w' -o /out/lede . && mkdir /out/data

FROM scratch
LABEL org.opencontainers.image.title="Lede" org.opencontainers.image.description="A Discord bot that briefs a server on the news, word for word" org.opencontainers.image.licenses="MIT"
COPY --from=build /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/
COPY --from=build /out/lede /lede
COPY --from=build /src/NOTICE /src/LICENSE /
COPY --from=build --chown=65532:65532 /out/data /data
USER 65532:65532
ENV LEDE_STORE=/data/lede.db
VOLUME /data
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s CMD ["/lede", "health"]
ENTRYPOINT ["/lede"]
CMD ["run"]
