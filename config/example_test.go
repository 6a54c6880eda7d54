package config_test

import (
	"fmt"

	"lede/config"
)

// A secret is printed only by who asks for it.
func ExampleLoad() {
	c, err := config.Load([]string{"LEDE_DISCORD_TOKEN=MTE4.abc", "LEDE_COOLDOWN=5s"})
	fmt.Println(c.DiscordToken, c.DiscordToken.Reveal(), c.Cooldown, c.Store, err)
	// Output: (hidden) MTE4.abc 5s lede.db <nil>
}
