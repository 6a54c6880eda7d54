package notice_test

import (
	"testing"

	"lede/source/notice"
)

// TestNoticesInOtherLanguages: at least one of each kind and language that is known, in words of our own.
func TestNoticesInOtherLanguages(t *testing.T) {
	for text, want := range map[string]notice.Kind{
		"Wir und unsere Partner verwenden Cookies auf Ihrem Gerät.": notice.Consent,
		"Alle akzeptieren und weiter":                               notice.Consent,
		"Nos partenaires utilisent des cookies et des traceurs.":    notice.Consent,
		"Continuer sans accepter":                                   notice.Consent,
		"Nosotros y nuestros socios guardamos cookies.":             notice.Consent,
		"Aceptar y continuar":                                       notice.Consent,
		"Questo sito e i suoi partner salvano cookie.":              notice.Consent,
		"Accetta tutti":                                    notice.Consent,
		"Este site guarda cookies de terceiros.":           notice.Consent,
		"Aceitar todos":                                    notice.Consent,
		"Wij en onze partners plaatsen ook cookies.":       notice.Consent,
		"Akkoord en doorgaan":                              notice.Consent,
		"Nasi partnerzy zapisują pliki cookies.":           notice.Consent,
		"Zgadzam się":                                      notice.Consent,
		"Ми використовуємо файли cookie.":                  notice.Consent,
		"Jetzt weiterlesen und testen":                     notice.Subscription,
		"Monatlich kündbar":                                notice.Subscription,
		"Sie haben bereits ein Konto?":                     notice.Subscription,
		"La suite est réservée aux abonnés":                notice.Subscription,
		"Il vous reste 70 % de cet article à lire.":        notice.Subscription,
		"Déjà abonné ?":                                    notice.Subscription,
		"Noticia exclusiva para suscriptores":              notice.Subscription,
		"Ya soy suscriptor":                                notice.Subscription,
		"Contenuto riservato agli abbonati":                notice.Subscription,
		"Sei già abbonato?":                                notice.Subscription,
		"Matéria exclusiva para assinantes":                notice.Subscription,
		"Já é assinante?":                                  notice.Subscription,
		"Verder lezen? Neem een abonnement":                notice.Subscription,
		"Dostęp tylko z prenumeratą":                       notice.Subscription,
		"Доступно лише передплатникам":                     notice.Subscription,
		"Diese Seite wurde nicht gefunden":                 notice.Missing,
		"La page que vous cherchez n’existe plus":          notice.Missing,
		"No encontramos la página":                         notice.Missing,
		"Esta página já não existe, página não encontrada": notice.Missing,
		"Pagina non trovata":                               notice.Missing,
		"Deze pagina bestaat helaas niet":                  notice.Missing,
		"Strona, której szukasz, nie istnieje":             notice.Missing,
		"Сторінку не знайдено":                             notice.Missing,
		"お探しのページは見つかりません":                                  notice.Missing,
		"الصفحة المطلوبة غير موجودة":                       notice.Missing,
		"451: Unavailable for legal reasons":               notice.Denied,
		"You come from a country belonging to the European Union, so that we cannot let in": notice.Denied,
		"Bitte aktivieren Sie JavaScript in Ihrem Browser.":                                 notice.Script,
		"Veuillez activer JavaScript.":                                                      notice.Script,
		// News about such things
		"Die Seite des Ministeriums war am Montag nicht erreichbar.":           "",
		"Das Blatt hat in einem Jahr dreihundert Abonnenten verloren.":         "",
		"Le journal compte trente mille abonnés, dont un tiers à la campagne.": "",
		"El periódico perdió suscriptores tras la huelga.":                     "",
		"La pagina più triste della storia del comune.":                        "",
		"De pagina met de foto hing jaren in de kantine.":                      "",
		"Strona rządowa wygrała głosowanie.":                                   "",
		"Ми не знайшли жодної сторінки з архіву, розповів історик.":            "",
	} {
		if got := notice.In(text); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
	for text, want := range map[string]bool{"Déjà abonné ?": true, "Jetzt weiterlesen": true, "Le maire parle.": false, "Das Rathaus schließt.": false} {
		if got := notice.Addresses(text); got != want {
			t.Errorf("%q speaks to its reader: %v", text, got)
		}
	}
}
