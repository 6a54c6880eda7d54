package cards

// Settings shows how Lede behaves on a server. alerts is the channel in which admins are told what fails, and zone
// the time zone used last; both may be "".
func Settings(private bool, alerts, zone string) Card {
	p := plainPage()
	answers := "everybody in the channel sees them"
	if private {
		answers = "only the person who asked sees them"
	}
	told := "whoever set a digest is told in a direct message"
	if alerts != "" {
		told = "in <#" + alerts + ">"
	}
	if zone == "" {
		zone = "none chosen yet, so UTC"
	}
	p.say("### Settings\n**Answers:** " + answers + "\n**When a digest fails:** " + told + "\n**Time zone:** " + Escape(zone))
	return p.close("Change the first with `/settings answers`, the second with `/digest alerts`; the zone is the one of the digest set last.")
}
