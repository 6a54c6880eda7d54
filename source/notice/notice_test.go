package notice_test

import (
	"strings"
	"testing"

	"lede/source/notice"
)

func TestWhichKindOfNoticeATextIs(t *testing.T) {
	for text, want := range map[string]notice.Kind{
		"We and our 40 partners use cookies to show advertisements.":                               notice.Consent,
		"We use cookies. By clicking “Accept all” you agree.":                                      notice.Consent,
		"By pressing \"Agree\" you agree to our use of cookies, “like everybody”, a banner reads.": "", // the second quotes somebody
		"Before you continue to the Ferring Post":                                                  notice.Consent,
		"Already a subscriber? Log in":                                                             notice.Subscription,
		"This video can’t be played":                                                               notice.Player,
		"Please enable JavaScript to run this app.":                                                notice.Script,
		"If nothing happens, you are not redirected.":                                              notice.LeadsOn,
		"Just a moment...":                                                            notice.Challenge,
		"Log in to your account":                                                      notice.LogIn,
		"The page you requested was not found.":                                       notice.Missing,
		"You don't have permission to open this.":                                     notice.Denied,
		"We are currently performing scheduled maintenance.":                          notice.Maintenance,
		"We’ll be right back shortly.":                                                notice.Maintenance,
		"You must confirm your age to enter this site.":                               notice.Age,
		"Are you over 18?":                                                            notice.Age,
		"This domain is for sale. Buy this domain now!":                               notice.Parked,
		"Your browser is no longer supported.":                                        notice.Outdated,
		"Please update your browser":                                                  notice.Outdated,
		"We recommend that you download the newest version of one of these browsers.": notice.Outdated,
		"Please use one of the latest versions of Firefox.":                           notice.Outdated,
		"We no longer support your browser.":                                          notice.Outdated,
		"Please enable JS and disable any ad blocker":                                 notice.Script,
		"Pardon Our Interruption...":                                                  notice.Challenge,
		"Making sure you're not a bot!":                                               notice.Challenge,
		"Vercel Security Checkpoint":                                                  notice.Challenge,
		"429 Too Many Requests":                                                       notice.Denied,
		"Request unsuccessful. Incapsula incident ID: 123-456":                        notice.Denied,
		"Your request has been blocked because it looks automated.":                   notice.Denied,
		"「会員登録が必要だ」と店主は言う":                                                            "", // quotes somebody
		"Unsupported browser":                                                         notice.Outdated,
		"Ihr Browser ist veraltet.":                                                   notice.Outdated,
		"Votre navigateur n’est plus pris en charge.":                                 notice.Outdated,
		"The browser was updated in May":                                              "",
		"Scheduled maintenance of the bridge was put off, and drivers of three towns must take the ferry at noon.": "", // addresses nobody
		"The mayor said that visitors were asked to accept all cookies.":                                           "", // told
		"“We use cookies on our site,” a baker’s sign reads.":                                                      "",
		"The council closed the bath.":                                                                             "",
		"We use cookies on our site. " + strings.Repeat("Our partners may know it. ", 900/20+1):                    "", // too long for a notice
	} {
		if got := notice.In(text); got != want {
			t.Errorf("%.60q is %q, want %q", text, got, want)
		}
	}
}

func TestATitleNamesAPageOnlyIfItSaysLittleElse(t *testing.T) {
	for title, want := range map[string]notice.Kind{
		"Page not found | The Ferring Post": notice.Missing, "Access denied - Ferring": notice.Denied,
		"Access denied to the harbour for fishermen of three villages this winter": "", "We use cookies on our site": "",
	} {
		if got := notice.OfTitle(title); got != want {
			t.Errorf("%q is %q, want %q", title, got, want)
		}
	}
}
