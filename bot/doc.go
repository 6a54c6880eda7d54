// Package bot is Discord: the gateway over which events come in, the REST calls by which answers and posts go
// out, and the router between the two. It is the only holder of a session.
//
// discordgo keeps the gateway connection: dialling, identifying, heartbeats and resuming. Everything else that
// it offers is left alone, because its typed events break on components it does not know, its REST calls share
// one rate-limit bucket between all replies, and its errors carry the token. Events are therefore read from
// their raw bytes, and requests are made here.
//
// The package refuses to know anything about news. It keeps four promises for every command alike: an answer or
// a deferral within three seconds, privacy as the command declared it, no more than one request for each attempt
// at a post, and a sentence instead of silence when a handler fails.
package bot
