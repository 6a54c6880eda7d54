// Package commands is what people can ask Lede: one slash command per file, or per folder where it is large, all listed in
// registry.go. What they write in a direct message is for direct to answer. It refuses to touch Discord other than through
// discordgo's data types.
package commands
