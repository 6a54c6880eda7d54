package bot

import "time"

// SetIdle makes a bot that was not started less patient with a quiet gateway.
func (b *Bot) SetIdle(d time.Duration) { b.idle = d }
