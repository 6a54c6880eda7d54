package page

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"lede/briefing"
)

// council is a story of three paragraphs, told and quoted.
var council = []string{
	"The council of Ferring voted on Tuesday to close the swimming bath in Mill Lane, which has lost water since the spring.",
	"“We have patched it for nine years,” said Ida Kroll, who leads the council. “Your children will swim in Holm until then.”",
	"Repairs would cost 2.3 million crowns, and the county has promised a third of that sum, the treasurer told the meeting.",
}

func pageWith(title, before, after string, story ...string) string {
	body := ""
	if len(story) > 0 {
		body = "<article><h1>Bath to close</h1><p>" + strings.Join(story, "</p><p>") + "</p></article>"
	}
	return "<!doctype html><html><head><title>" + title + "</title></head><body><nav><a href=/>Home</a> <a href=/sport>Sport</a></nav>" + before + body + after + "</body></html>"
}

const cookies = "<div class=layer><h2>We value your privacy</h2><p>We and our 731 partners store and access information on your device and use cookies to show advertisements.</p>" +
	"<p>You can change your choices at any time. Some partners do not ask and rely on their legitimate interest instead.</p><button>Accept all</button></div>"

func TestAPageThatIsNoArticleIsRefusedWithWhatItIs(t *testing.T) {
	for page, want := range map[string]string{
		pageWith("Before you continue", cookies, ""):                                 "page.consent",
		pageWith("Bath to close in Mill Lane", "<h1>Bath to close</h1>"+cookies, ""): "page.consent",
		pageWith("Bath to close", "<h1>Bath to close</h1><div><h3>Subscribe to continue reading</h3><p>Local news costs money. Your subscription pays for reporters who sit in every meeting.</p><p>Already a subscriber? Log in</p></div>", ""): "page.subscribers",
		pageWith("Bath to close", "<h1>Bath to close</h1><p>This article is for members only.</p><p>Join today for 3 crowns a month and cancel at any time.</p>", ""):                                                                            "page.subscribers",
		pageWith("Just a moment...", "<h1>ferring-post.example</h1><p>Checking your browser before the site opens.</p><p>This may take a few seconds.</p><p>Ray ID: 81c0a</p>", ""):                                                              "page.challenge",
		pageWith("ferring-post.example", "<p>Verify that you are human by completing the action below.</p><p>The site needs to review the security of your connection.</p>", ""):                                                                 "page.challenge",
		pageWith("Page not found | The Ferring Post", "<h1>Page not found</h1><p>The page that was here has gone, or it never was. Try the search above.</p>", ""):                                                                               "page.not-there",
		pageWith("The Ferring Post", "<h1>404</h1><p>Sorry, we couldn't find the page you were looking for.</p>", ""):                                                                                                                            "page.not-there",
		pageWith("The Ferring Post", "<h1>Sorry</h1><p>That story can’t be found.</p>", ""):                                                                                                                                                      "page.not-there",
		pageWith("The Ferring Post", "<h1>Sorry</h1><p>This article is no longer available.</p>", ""):                                                                                                                                            "page.not-there",
		pageWith("One moment", "<p>Your request is being checked.</p>", ""):                                                                                                                                                                      "page.challenge",
		pageWith("Access Denied", "<h1>Access Denied</h1><p>You don't have permission to open this address on this server.</p><p>Reference #18.2f1</p>", ""):                                                                                     "page.denied",
		pageWith("The Ferring Post", "<p>This site is unavailable in your country for legal reasons.</p>", ""):                                                                                                                                   "page.denied",
		pageWith("Sign in", "<h1>Sign in to your account</h1><p>Enter your e-mail and password.</p><p>Forgot your password?</p>", ""):                                                                                                            "page.log-in",
		pageWith("Bath: the film", "<div>This video can not be played</div>", ""):                                                                                                                                                                "page.player",
		pageWith("The Ferring Post", "<div id=app>Please enable JavaScript to run this app.</div>", ""):                                                                                                                                          "page.script",
		pageWith("Moved", "<p>Redirecting you to the story. If nothing happens, click here.</p>", ""):                                                                                                                                            "page.leads-on",
		pageWith("News", "<main><ul>"+strings.Repeat("<li><a href=/x>Council votes to close the bath in the lane</a></li>", 9)+"</ul></main>", ""):                                                                                               "page.list",
	} {
		if _, err := parsed([]byte(page)); code(err) != want {
			t.Errorf("%v, want %s for\n%s", err, want, page)
		}
	}
}

func TestANoticeIsNoneOfTheText(t *testing.T) {
	want := strings.Join(council, "\n\n")
	wall := "<section><h3>Subscribe now to read the full story</h3><p>Unlimited access to the Ferring Post for 5 crowns a week. Cancel any time.</p></section>"
	for _, c := range []struct {
		page   string
		partly bool
	}{
		{pageWith("Bath to close", cookies, "", council...), false},
		{pageWith("Bath to close", strings.Repeat(cookies, 4), "", council...), false},
		{pageWith("Bath to close", "", cookies, council...), false},
		{pageWith("Bath to close", "", wall, council...), true},
		{pageWith("Bath to close", wall, "", council...), false},
		{pageWith("Bath to close", "", "<div><p>Already a subscriber? Log in</p></div>", council...), false},
		{pageWith("Bath to close", "", "", append([]string{"This video cannot be played", "You need to enable JavaScript to watch this video."}, council...)...), false},
		{pageWith("Bath to close", "", "", append(append([]string{}, council...), "To continue reading, please create a free account.")...), true},
	} {
		a, err := parsed([]byte(c.page))
		if err != nil {
			t.Errorf("%v\n%s", err, c.page)
			continue
		}
		if a.Text != want || a.Partly != c.partly {
			t.Errorf("partly %v, got\n%s\nof\n%s", a.Partly, a.Text, c.page)
		}
	}
}

// TestNewsOfNoticesIsNews: what is reported about cookies, walls and lost pages is no notice.
func TestNewsOfNoticesIsNews(t *testing.T) {
	for title, story := range map[string][]string{
		"Regulator fines shop for its cookies": {"The data regulator fined the web shop Brolle 4 million crowns on Monday because it stored cookies before its readers had agreed.",
			"Brolle’s banner said that “we use cookies”, with one button to accept all of them, and had none to reject them.", "The shop will appeal, a spokesman said."},
		"Access denied to the lake": {"Access to the lake at Holm has been denied to swimmers since Monday, when the county found algae in it.",
			"The ban stays until the water is clear, which may take until the end of August."},
		"404 jobs go at the mill": {"The paper mill at Ferring will cut 404 jobs by Christmas, a third of all that it has.",
			"The page was turned on a hundred years of paper in the town, and the article that founded the company was removed from its rules."},
		"Just a moment of silence in Ferring": {"Ferring stood still for a minute at noon on Friday for the three men who died in the harbour.",
			"The bells of both churches rang, and the ferries sounded their horns."},
	} {
		a, err := parsed([]byte(pageWith(title, "", "", story...)))
		if err != nil {
			t.Errorf("%s: %v", title, err)
		} else if a.Text != strings.Join(story, "\n\n") || a.Partly {
			t.Errorf("%s: partly %v\n%s", title, a.Partly, a.Text)
		}
	}
}

func TestPastedNotices(t *testing.T) {
	for text, want := range map[string]error{
		"Subscribe to read\nBecome a subscriber to read: Dam to close\nJoin 20,000 readers who already subscribe.\nTrial $1 for 4 weeks\n":           errSubscribers,
		"We use cookies to make our site better.\nAccept all\nManage preferences\n":                                                                  errConsent,
		"Dam to close\n\nThe dam above Port Elm will close for a year in March so that its gates can be renewed.\nSubscribe now to read the rest.\n": nil,
		"Hikers kept out\n\nThe park is shut.\n": nil,
	} {
		if got := Pasted(text); got != want {
			t.Errorf("%q: %v, want %v", text, got, want)
		}
	}
}

// TestAFrontPageIsNoArticle, though each of its headlines has a sentence below it; a short article among links is one.
func TestAFrontPageIsNoArticle(t *testing.T) {
	card := func(i int) string {
		return fmt.Sprintf("<div class=card><h3><a href=/%d>The council of Holm votes on bath %d</a></h3><p>%s</p><span>%d hours ago</span></div>", i, i, council[i%3], i)
	}
	cards := func(n int) (all string) {
		for i := range n {
			all += card(i)
		}
		return all
	}
	related := strings.Repeat("<li><a href=/x>The council of Holm votes on another bath</a></li>", 6)
	for name, c := range map[string]struct {
		page string
		list bool
	}{
		"a front page":                      {"<title>The Ferring Post</title><main>" + cards(6) + "</main>", true},
		"a section of the site":             {"<title>Sport</title><h1>Sport</h1><main>" + strings.ReplaceAll(cards(6), "</p>", " <a href=/x>More</a></p>") + "</main>", true},
		"a front page with the site's name": {"<title>The Ferring Post</title><h1>Ferring Post</h1><main>" + cards(6) + "</main>", true},
		"a short article among links":       {"<title>Bath to close</title><h2>Bath to close</h2><p>" + council[0] + "</p><p>" + council[2] + "</p><ul class=related>" + related + "</ul>", false},
		"a headline of its own":             {"<title>Bath to close</title><h1>Bath to close in May</h1>" + cards(6), false},
		"an article above cards":            {"<title>Bath to close</title><h2>Bath to close</h2><p>" + strings.Join(council, "</p><p>") + "</p>" + cards(6), false},
	} {
		_, err := parsed([]byte(c.page))
		if got := errors.Is(err, errList); got != c.list {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestAWallForPayingReadersSaysThatThereIsMore, as sites of programs for newsletters put it.
func TestAWallForPayingReadersSaysThatThereIsMore(t *testing.T) {
	for wall, want := range map[string]bool{
		"This post is for paying subscribers only": true, "This post is for registered readers only": true, "This post is for the sea.": false,
		"Weiterlesen mit HZ+": true, "Réservé aux abonnés": true, "Para seguir leyendo, suscríbete": true, "Exclusivo para assinantes": true, "Riservato agli abbonati": true,
	} {
		a, err := parsed([]byte(pageWith("Bath to close", "", "<aside><h2>"+wall+"</h2></aside>", council...)))
		if err != nil || a.Partly != want {
			t.Errorf("%q: %v, partly %v", wall, err, a.Partly)
		}
	}
}

// TestWhatAProgramShowsUntilItHasLoadedIsNoArticle, whatever is in its data.
func TestWhatAProgramShowsUntilItHasLoadedIsNoArticle(t *testing.T) {
	const title, data = `<title>Bath to close in May</title>`, `<script type="application/json">{"body":"The bath will close, the mayor said."}</script>`
	for page, want := range map[string]error{
		title + `<div>Loading…</div>` + data + `<script src=/a.js></script>`: errScript, title + `<div>Loading…</div>`: errNoArticle,
		title + `<div>The bath will close in May.</div>`: nil, title + `<div>Bath to close</div><script src=/a.js></script>`: nil,
	} {
		if _, _, err := Read([]byte(page), "", briefing.Options{}); !errors.Is(err, want) {
			t.Errorf("%s: %v, want %v", page, err, want)
		}
	}
}

// TestAWallIsToldInAnyLanguage: its words are no news, and the article is only a beginning.
func TestAWallIsToldInAnyLanguage(t *testing.T) {
	for wall, story := range map[string]string{
		"Den här artikeln är för dig som är prenumerant. Logga in för att läsa vidare.": "Styrelsen höll tre hemliga möten innan den sålde banan, visar protokollen.",
		"Denne saken er for abonnenter. Kjøp tilgang for å lese videre.":                "Styret holdt tre hemmelige møter før det solgte banen, viser protokollene.",
		"Denne artikel er for abonnenter. Log ind for at læse videre.":                  "Bestyrelsen holdt tre hemmelige møder før den solgte banen, viser referaterne.",
		"Tämä artikkeli on vain tilaajille. Tilaa ja lue koko juttu.":                   "Hallitus piti kolme salaista kokousta ennen kuin se myi radan, pöytäkirjat kertovat.",
		"Tento článek je jen pro předplatitele. Ve čtení pokračujte s předplatným.":     "Vedení se třikrát tajně sešlo, než prodalo trať, ukazují zápisy.",
		"Ez a cikk csak előfizetőinknek érhető el. Fizessen elő a folytatáshoz!":        "A vezetés háromszor ülésezett titokban, mielőtt eladta a vonalat.",
		"Το άρθρο είναι διαθέσιμο μόνο για συνδρομητές.":                                "Το συμβούλιο συνεδρίασε τρεις φορές κρυφά πριν πουλήσει τη γραμμή.",
		"Bu içerik yalnızca abonelere özeldir. Okumaya devam etmek için abone olun.":    "Yönetim hattı satmadan önce üç kez gizlice toplandı, tutanaklar bunu gösteriyor.",
		"Acest articol este disponibil doar pentru abonați.":                            "Conducerea s-a întâlnit în secret de trei ori înainte să vândă linia.",
		"כתבה זו למנויים בלבד. כדי להמשיך לקרוא, הירשמו עכשיו.":                         "הדירקטוריון נפגש בחשאי שלוש פעמים לפני שמכר את הקו, כך עולה מהפרוטוקולים.",
		"هذا المحتوى متاح للمشتركين فقط.":                                               "اجتمع مجلس الإدارة سرا ثلاث مرات قبل أن يبيع الخط، وفق ما تظهره المحاضر.",
		"यह लेख केवल सदस्यों के लिए है। आगे पढ़ने के लिए सब्सक्राइब करें।":              "बोर्ड ने लाइन बेचने से पहले तीन बार गुप्त बैठक की, दस्तावेज़ बताते हैं।",
		"この記事は有料会員限定です。残り612文字":                                                         "港市は27日、建設中の市役所新庁舎を来年4月6日に開庁すると発表した。",
		"本文为会员专享内容，订阅后可阅读全文。":                                                           "临江市第三座跨江大桥28日正式通车，全长2.6公里，过江时间缩短20分钟。",
		"이 기사는 유료 회원 전용입니다. 로그인하고 전체 기사를 읽어보세요.":                                        "도서관은 지하 1층, 지상 5층 규모로 책 12만 권을 갖췄다고 시가 밝혔다.",
	} {
		a, err := parsed([]byte("<title>Line</title><article><h1>Line sold</h1><p>" + council[0] + "</p><p>" + story + "</p></article><div class=x><p>" + wall + "</p></div>"))
		if err != nil || a.Text != council[0]+"\n\n"+story || !a.Partly {
			t.Errorf("%s: %v, %+v", wall, err, a)
		}
	}
}
