//! German, written as it is looked up: `ä` as `a`, `ß` as `s`.

use super::words::Words;

/// The words of German, by what they do for a reason.
pub(super) static WORDS: Words<'static> = Words {
    empty: "der die das des dem den dass ein eine einem einen einer eines dies* jede* jene* \
        welch* was wer wen wem wo wie wann warum wieso weshalb wozu wofur woher ich mich mir \
        mein* du dich dir dein* er ihn ihm sie ihr* es sich wir uns unser* euch euer* sein* man \
        jemand* etwas alle* beide* andere* selbst selber solch* und oder denn weil wenn als ob \
        damit dazu davon daran darauf daruber dabei dafur da dann also so auch nur noch mal immer \
        wieder oft jetzt heute nun gerade bald hier dort drin in im an am auf aus bei beim mit \
        nach von vom zu zum zur fur um uber unter vor durch gegen bis seit ist sind war waren bin \
        bist sei ware* gewesen hat habe hast haben hatte* hab gehabt wird werde* wurde* worden \
        kann kannst konn* konnt* muss mussen musst* soll sollen sollt* will wollen wollt* darf \
        durf* mochte* lass lasst lassen machen macht mach gemacht tun tut getan geht gehen gib \
        gibt geben gehort kommt kommen finde findet finden denk* glaub* meint meinen weis weiss \
        wissen wusst* seh* sieht sag* gesagt versteh* verstand* frag* schau* steht stehen \
        speicher* gespeichert brauch* bring* ganz sehr echt wirklich einfach eigentlich total* \
        vollig* komplett* absolut* ziemlich ehrlich* tatsachlich leider naturlich sicher* \
        wahrscheinlich vielleicht eventuell irgend* halt eben doch wohl gar uberhaupt ungefahr \
        fast eher mehr viel* wenig* etwa besonders voll so_was sowas bitte danke dank vielen_dank \
        hallo ja jo jep nein ne nee ok okay gern* keine_ahnung erinnerung* gedachtnis eintrag* \
        notiz* info infos information* inhalt* text texte antwort* angabe* daten detail* sache* \
        ding* punkt* stelle* grund teil* art feedback ki bot assistent* mem0 losch* geloscht \
        entfern* weg raus andern anders korrigier* loeschen bitteschon sorry entschuldig* \
        verzeih* nicht_mehr weiter* erinner* merk* gemerkt einmal nochmal* zweimal dauernd \
        standig manchmal meist* selten kaum vorher nachher danach zuvor jederzeit uberall \
        nirgends woanders hin her los wegen wahrend zwischen hinter neben bisher bislang \
        inzwischen mittlerweile sofort endlich schlieslich schliesslich zumindest wenigstens \
        mindestens hochstens knapp genug allzu sonst ansonsten ubrigens bzw usw etc tja hm hmm oh \
        ach ey leute mann mensch menschen person* nutzer* frage fragen versuch* probier* test* \
        ander* mach* lies lesen schreib* hore horen hort nehm* nimm* nehmen worum wovon womit \
        wohin guck* gedacht klar jawohl genauso ebenso ebenfalls gleich* selbe* derselbe dasselbe \
        dieselbe zeug* kram blos bloss hi hey servus grus* gruse lg mfg ahnung zeit male paar \
        stuck seite wort worte satz satze ergebnis* vorschlag* aussage* behauptung* beitrag* \
        meldung* lieber sehen gesehen liegt liegen ergibt macht_bitte jedenfalls sowieso trotz \
        blosem so_etwas gesamt* gewiss* absicht derart* dermasen einzige* erste* zweite* letzte* \
        nachste* offensichtlich* offenbar scheinbar anscheinend wieso_denn gruss* achso aha \
        reingeschrieben hingeschrieben geschrieben* rein reinge* raus* hinein eingetragen \
        angezeigt zeig* anzeig* stell* gestellt hol* geholt erzahl* rede* reden sprech* helf* \
        hilf geholfen egal lol haha hahaha omg nope yes puh uff boah dankeschon dankesehr \
        herzlich* besten drauf dran drum rum irgendwas blabla bla pro punkto fall falle falls \
        zufall aufgefallen passiert passieren los_hier allgemein* einzeln* uberdies zudem \
        auserdem ausserdem deshalb deswegen daher somit folglich niemand* wichtig* moglich* \
        nochmals neu neue neuen neues neuer alte_leier gross* gros* klein* lange lang kurz \
        her_damit fertig einfache* komische_sache neee wisst vorne hinten mmm mh hmmm aah weist \
        erscheint erschein* auftauch* taucht vorkomm* vorlieg* merken behalt* behalten bleib* \
        bleiben nutzen_ihr bekomm* kriegt kriegen wollt mogt denkst ausgibt ausgegeben ausgabe \
        anzeige_n jedes jeder jedem jeden letztlich wiederum wiederhol* ansatzweise insgesamt \
        unterm_strich grundsatzlich* prinzip* sag_mal horen_auf aufhoren aufhort jetzt_mal \
        jeglich* ewig* permanent staendig immerzu",
    praise: "gut gute gutem guten guter gutes prima super toll tolle* klasse hilfreich* nutzlich* \
        hervorragend* ausgezeichnet* perfekt* wunderbar* genial* passt passend* treffend* spitze \
        spitzenmasig cool nett* schon schone* brauchbar* praktisch* stimmt freut zufrieden* \
        einverstanden bravo top fein wertvoll* grosartig* grossartig* tiptop fantastisch* \
        einwandfrei* danke_dafur makellos* beeindruckend* geil* hammer* stark starke mega lob \
        respekt daumen_hoch glanzend* optimal* traumhaft* sauber* vorbildlich* freue* gelungen* \
        wunderschon* sinnvoll* vernunftig* verlasslich* zuverlassig* gut_gemacht nice wow \
        super_gemacht klasse_gemacht bestens lobenswert* erfreulich* angenehm* erstklassig* \
        vortrefflich* uberragend* phanomenal* gefreut dankbar* begeister* hilft_mir_sehr \
        hilft_sehr geholfen_hat lauft_gut uberzeugend* tadellos* beste_sache erste_sahne \
        spitzenklasse wunschlos",
    blame: "schlecht* falsch* mies* mist quatsch unsinn* blodsinn* schwachsinn* murks mull \
        schrott* scheis* dreck* furchtbar* schrecklich* grauenhaft* grausam* grottig* katastroph* \
        nutzlos* unnutz* sinnlos* unbrauchbar* wertlos* fehlerhaft* fehler inkorrekt* unrichtig* \
        unwahr* unpassend* unnotig* lacherlich* dumm* damlich* doof* blod* albern* peinlich* \
        nerv* argerlich* enttausch* schlimm* mangelhaft* lausig* armselig* humbug daneben \
        verkehrt* unmoglich* hasse hilft_nicht* hilft_mir_nicht* nutzt_nicht* bringt_nicht* \
        bringt_mir_nicht* taugt_nichts taugt_nix stimmt_nicht stimmt_so_nicht stimmt_gar_nicht \
        stimmt_uberhaupt_nicht stimmt_einfach_nicht passt_nicht passt_gar_nicht \
        passt_uberhaupt_nicht unverschamt* kacke ungenugend* miserabel* frechheit kase bockmist \
        stuss nonsens bullshit mumpitz hirnriss* bekloppt* beschissen* erbarmlich* unterirdisch* \
        indiskutabel* inakzeptabel* unerhort* traurig* schade furchterlich* entsetzlich* \
        widerlich* ekel* schande zumutung daumen_runter fragwurdig* unfug dummes idiot* verarsch* \
        unglaublich* verdammt* luge lugen gelogen unlogisch* nicht_zu_gebrauchen blamabel* \
        absurd* dilettant* kaputt* ungeeignet* unbefriedigend* unverstandlich* misraten* pfui \
        igitt schlimmer* wtf unsauber* schwach* dusselig* bescheuert* strunzdumm* blodes nutzlose \
        murksig* fehlgeschlagen misslungen* danebengegangen schmarrn geschwatz* gelaber gewasch* \
        muell mies krude* unglaubwurdig* erfolglos* zweifelhaft* bedenklich* haarstraubend* \
        katastrophe nichts_wert nicht_hilfreich* hilft_mir_uberhaupt_nicht hilft_uberhaupt_nicht \
        hilft_mir_gar_nicht hilft_kein* storend* lastig* furn_arsch fur_die_tonne fur_die_katz \
        grutze unsympathisch* uninteressant* unwichtig* egaler unsaglich* verwirrend_und \
        nichtssagend* belanglos* unhaltbar*",
    shrug: "richtig* korrekt* genau* wahr wahre exakt* gefallt gefiel mag liebe naja mittelmas* \
        durchwachsen* masig geht_so besser* beste* seltsam* komisch* merkwurdig* verwirr* \
        interessant* sinn hilft nutzt taugt nutzen in_ordnung solala ausbaufahig* problem* \
        qualitat verbesser* uberzeug* funktionier* klapp* geklappt lauft arbeit job leistung \
        krass* solid* ok_so okay_so wunsch* uberrasch* erstaunlich* durchschnitt* halbwegs \
        leidlich eigenartig* gewohnungsbedurftig* logisch* ansatz* luft_nach_oben punkte stern* \
        note bewertung* stort interessiert* wundert egal_ok brauchbares verdachtig* unerwartet* \
        ungewohn* geschmackssache so_lala akzeptabel* annehmbar* passabel* hilfe aushaltbar \
        ertraglich* vertretbar* ordentlich* vernunft ganz_nett",
    merits: "relevant* aktuell* rechtzeitig* zutreffend*",
    defects: "veraltet* uberholt* irrelevant* doppelt* duplikat* widerspr* unvollstandig* \
        erfunden* nie_gesagt nicht_gesagt vage ungenau* unklar* missverst* verwechsel* halluzin* \
        zu_lang zu_kurz zu_allgemein zu_personlich",
    qualities: "witz* scherz* ironi* sarkas* privat* personlich* vertraulich* fruher* damals \
        kontext zusammenhang vermut* angenommen*",
    negations: "nicht nichts nix kein* nie niemals ohne weder",
    contrasts: "aber jedoch sondern obwohl trotzdem auser ausser allerdings statt",
    reports: "sagt behauptet steht meint",
    achievements: "gemerkt merkt erinner* wusste erkannt verstanden beachtet vermeidet",
    reservations: "soll* muss bitte losch* aktualisier* vergiss vergessen war waren wurde* nur \
        ware",
    suggestions: [
        "Ein paar Worte mehr: Welche Angabe ist gemeint, und was ist mit ihr?",
        "Was genau ist gut oder schlecht: Welche Angabe stimmt oder stimmt nicht, oder ist sie \
         veraltet, unpassend, doppelt oder nie gesagt?",
        "Nennen Sie, worum es geht: eine Person, ein Datum, einen Ort, eine Vorliebe oder den Fehler.",
        "Sagen Sie es in Worten: Welche Angabe stimmt oder stimmt nicht, etwa ein Name oder ein Datum?",
        "Schreiben Sie es als normalen Satz, ohne durchgehende Großbuchstaben.",
        "Die Worte sagen das Gegenteil der Bewertung: Ändern Sie eines von beiden, oder nennen Sie, was \
         gut ist und was nicht.",
        "Lassen Sie E-Mail-Adressen, Telefon-, Karten-, Konto- und Ausweisnummern weg: Nennen Sie nur \
         die Art der Angabe, etwa „die Telefonnummer ist alt“.",
    ],
};
