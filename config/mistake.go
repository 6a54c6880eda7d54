package config

import (
	"strconv"

	"lede/problem"
)

// The mistakes in the value of one setting. [places.at] adds which setting it is.
var (
	notLength    = problem.New("setting.length")
	notLease     = problem.New("setting.lease")
	notSpread    = problem.New("setting.spread")
	notSwitch    = problem.New("setting.switch")
	notCooldown  = problem.New("setting.cooldown")
	notCount     = problem.New("setting.count")
	notSize      = problem.New("setting.size")
	notURL       = problem.New("setting.url")
	notBase      = problem.New("setting.base-url")
	notRedisURL  = problem.New("setting.redis-url")
	notEncoded   = problem.New("setting.redis-encoding")
	notHost      = problem.New("setting.redis-host")
	notPrefix    = problem.New("setting.redis-prefix")
	notAddress   = problem.New("setting.address")
	notNetworks  = problem.New("setting.networks")
	notContact   = problem.New("setting.contact")
	notPublicKey = problem.New("setting.public-key")
	notLogLevel  = problem.New("setting.log-level")
	notLogFormat = problem.New("setting.log-format")

	noHome       = problem.New("setting.home")
	noPublicKey  = problem.New("setting.no-public-key")
	tooManyPosts = problem.New("setting.posts")
	setTwice     = problem.New("setting.twice")
	unknown      = problem.New("setting.unknown")
	misspelt     = problem.New("setting.misspelt")

	secretUnreadable = problem.New("setting.secret-unreadable")
	secretNotSmall   = problem.New("setting.secret-not-small")
	secretEmpty      = problem.New("setting.secret-empty")
)

// places maps the settings of the file to their lines, by name. A setting of the environment has no place.
type places map[string]place

type place struct {
	path string
	line int
}

// at completes a mistake with the setting it is about. The place of the setting is the mistake's cause, so that its
// wording, which fills the gap {cause}, comes from the catalogue too.
func (p places) at(setting string, mistake *problem.Problem) error {
	where := problem.New("setting.of-environment", "setting", setting)
	if at, ok := p[setting]; ok {
		where = problem.New("setting.of-file", "setting", setting, "path", at.path, "line", strconv.Itoa(at.line))
	}
	return mistake.With("setting", setting).Because(where)
}
