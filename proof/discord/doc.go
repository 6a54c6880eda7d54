// Package discord is a Discord for tests: REST by HTTP/2 over TLS, and a gateway with sessions, shards and close codes. It
// is written from Discord's documentation alone and judges what the bot does with it. It records every request, checks it
// against the contract, and can fail in every way that Discord is known to fail.
//
// It refuses to share code with the playground: two readings of the same documents find what one misses. It has no page,
// no permissions and no limits on requests; those are the playground's.
package discord
