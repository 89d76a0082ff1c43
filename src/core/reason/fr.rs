//! French, written as it is looked up: without accents, and what is elided as a word of its own.

use super::words::Words;

/// The words of French, by what they do for a reason.
pub(super) static WORDS: Words<'static> = Words {
    empty: "le la les l un une des du de d au aux ce c cet cette ces ca cela ceci celui celle* \
        ceux ci y en il ils elle elles on je j me m moi tu te t toi vous nous se s soi lui leur \
        leurs mon ma mes mien* ton ta tes son sa ses notre nos votre vos que qu qui quoi dont ou \
        quel* comment pourquoi quand combien quelque* chose* tout toute* tous autre* meme memes \
        et donc car si comme parce puisque puis alors aussi ainsi est es suis sont etes sommes \
        etai* etre ete sera serai* soit a ai as avez avons ont avai* avoir eu aura* fait faire \
        fais faites faut va vais vont aller peut peux peuvent pouv* pourr* doit dois doiv* veux \
        veut voul* voudr* dit dire dis dites sais sait savoir savez vois voit voir voyez vu \
        trouve* pens* crois croi* compren* compris mets met mettre mis sert servir importe \
        arrive* parle* demand* donn* garde* stock* reste* dans sur sous par pour avec chez entre \
        vers depuis avant apres pendant contre selon ici la_bas tres trop plus moins peu beaucoup \
        assez bien vraiment simplement totalement completement absolument franchement honnetement \
        clairement carrement tellement encore deja toujours souvent maintenant aujourd hui jamais \
        bref grand* gros grosse petit* sorte genre fois cas point raison* niveau part partie* oui \
        ouais non nan ok okay d_accord merci* svp stp bonjour salut desole* souvenir* memoire* \
        note* entree* fiche* info infos information* donnee* detail* contenu* texte* reponse* \
        message* resultat* element* truc* machin ia bot assistant* mem0 feedback supprim* effac* \
        enlev* retir* corrig* chang* modifi* oubli* rien_a_dire personne* gens possible* voila \
        ben bah euh hein certain* idee* sens rapport savais savait dirais particulierement \
        specialement malheureusement heureusement evidemment apparemment probablement \
        certainement normalement personnellement serieusement vachement rarement parfois \
        quelquefois soudain ensuite enfin finalement auparavant recemment bientot tard tot hier \
        demain ailleurs partout nulle_part dehors dedans dessus dessous derriere devant cote loin \
        pres lors lorsque tandis quoique afin sinon etc autant davantage presque environ surtout \
        notamment seulement uniquement simple simples allez allons viens vient venir tient tenir \
        tiens souviens souvient reprend* recommenc* essai* essay* test* lis lire lu ecri* entend* \
        laiss* pris prend* rend* montr* affich* utilis* regard* cherch* connais* connait bonsoir \
        coucou cordialement pardon excus* mdr lol oups zut monde coup du_coup du_tout jour \
        fait_que sache* vas veuillez pourquoi_pas laquelle lequel lesquel* auquel absolu* total \
        totale complet complete entier* plein pleine continu* suite haut bas tel telle tels \
        telles chaque plusieurs assurement visiblement sincerement literalement litteralement \
        parole mot mots phrase* proposition* suggestion* affirmation* fin debut temps moment* \
        raison tort alors_que tant dire_que honnete* hop ah oh hum bin sens_la place ajout* \
        mis_la aucune_idee question* demande* etat en_l_etat ouf pff pfff peu_importe tant_pis \
        besoin envie servi expliqu* racont* bla* bref_non veritable* sacre sacree pas_grand_chose \
        pieces genres nouveau* nouvel* vieille premier* dernier* seul seule seuls important* \
        gravement nettement beaucoup_trop simplet possible impossible facile* difficile* long \
        longue court courte ensemble dommage_que vite lent maintenant_non hein_quoi ya yen jsuis \
        chui ptet pk pq ct c_est_tout voila_tout passe passer pass* sort* sortir ajoute* met_ca \
        histoire_de affiche afficher savent connaitre apparai* apparaitre reapparai* servira \
        vouloir retenir rep* repons* arret* cess* bouge* revoi* revoir retrouv* proviens provient \
        vienn* sors ecoute* ecoutez imagin* suppos* exist* semble* sembl* parai* parait devien* \
        devenir obten* obtien* recoi* recois jusque jusqu absolue mmm hmm hmmm rhoo roh aie",
    praise: "parfait* excellent* super genial* utile* precis top chouette* merveill* formidable* \
        magnifique* impeccable* nickel bravo fiable* pratique* satisf* content* ravi* \
        fantastique* incroyable* remarquable* extra pertinent* admirable* brillant* aide* \
        felicitation* joli* chapeau impressionnant* epatant* sympa* cool bien_joue bien_vu \
        efficace* valable* convaincant* au_top geniaux topissime extraordinaire* delicieu* \
        exemplaire* idea* ideal* reussi* bon_travail tres_fort mega sense judicieu* waouh wow gg \
        bon_boulot au_poil excellemment appreciable* apprecie* agreable* enchant* heureu* \
        convenable* coherent* intelligent* malin maligne aide_beaucoup bien_marche ca_marche \
        top_moumoute interessante_aide agreables merci_pour_tout",
    blame: "mauvais* nul nulle* faux fausse* incorrect* inexact* erron* erreur* horrible* \
        horreur* affreu* terrible* atroce* pourri* merd* debile* stupide* ridicule* absurd* \
        idiot* inutile* inutilisable* inacceptable* n_importe_quoi catastroph* lamentable* \
        minable* bidon decev* decu* detest* deplorable* honte* honteu* pire* rate* moche* naze* \
        foutaise* betise* connerie* mensong* degout* desastr* laisse_a_desirer sert_a_rien \
        ne_sert_a_rien sert_strictement_a_rien pas_terrible gros_probleme enerv* penible* \
        consternant* mediocre* a_cote_de_la_plaque pipeau foutu* chiant* relou* galere* bordel \
        daube* charabia baliverne* sottise* ineptie* aberrant* insens* pathetique* pitoyable* \
        scandal* inadmissible* insuffisant* insatisf* incomprehensible* illogique* agac* genant* \
        triste* dommage desol* desagreable* ca_ne_va_pas ne_va_pas rien_compris ne_veut_rien_dire \
        inapproprie* inadapte* trompeu* trompe* hallucinant* ignoble* degueulasse* infect* abus* \
        cata fichu* absurdite* blague_de_mauvais_gout rigol* pourriture* saloperie* arnaque* \
        maladroit* mal nawak beurk berk echec* echou* defaillan* bug bugs bugge* inexploitable* \
        tort_total grotesque* calamit* abject* pas_fou pas_ouf pas_top bancal* brouillon* bacl* \
        pietre* regrettable* inexcusable* imbecile* cretin* con conne cons abruti* tordu* flou* \
        louche* malsain* nullissime chelou rien_de_bon mediocrement zero bons_a_rien idiotie* \
        n_aide_pas ne_m_aide_pas ne_m_aide_en_rien embetant* deroutant* perturbant* \
        insupportable* superflu* inopportun* faiblard* faible* deplac* nuisible* emmerd* \
        fatigant* lassant* barbant* ennuyeu* stupidite* imprecision* invraisemblable* malheureu*",
    shrug: "bon bonne bons bonnes correct* exact* vrai* juste bof moyen* mieux bizarre* etrange* \
        passable* surpren* interessant* curieu* aime* adore* plait probleme* qualite* convien* \
        logique* acceptable* convaincu* convainc* travail boulot marche marchent fonctionn* job \
        etonn* drole* quelconque* insignifiant* banal* ordinaire* normal* satisfaisant* \
        prometteu* etoile* bof_bof couci_couca question_de_gout amelior* mouais meh fou folle \
        dingue meilleur* souci* satisfaction mitige* decent* potable* sens_commun clair claire \
        evident* douteu* perplexe* genre_bof note_moyenne amelioration* suffisant* suffit \
        moyennement utilite tolerable* valeur confus* complique*",
    merits: "a_jour opportun*",
    defects: "perime* obsolete* depasse* doublon* repete* contredi* incomplet* vague* imprecis* \
        invent* hors_sujet aucun_rapport rien_a_voir jamais_dit n_ai_jamais_dit n_ai_pas_dit \
        n_a_rien_a_voir n_a_aucun_rapport trop_long* trop_court* confond* ancien* non_pertinent*",
    qualities: "blague* ironi* prive* personnel* confidentiel* contexte*",
    negations: "ne n pas aucun* jamais ni sans rien non",
    contrasts: "mais cependant pourtant toutefois sauf malgre plutot meme_si au_lieu bien_que",
    reports: "dit disait affirme indique pretend",
    achievements: "souvenu* rappel* retenu* savait compris capte* reconnu* evite* pris_en_compte",
    reservations: "dev* faudrait faut supprim* effac* oubli* mettre mettez etait etaient ete \
        avant svp serait",
    suggestions: [
        "Ajoutez quelques mots : de quel détail s’agit-il, et qu’en est-il ?",
        "Dites ce qui est bon ou mauvais : quel détail est juste ou faux, ou s’il est périmé, hors \
         sujet, en double ou jamais dit.",
        "Nommez ce dont il s’agit : une personne, une date, un lieu, une préférence ou l’erreur.",
        "Dites-le avec des mots : quel détail est juste ou faux, un nom ou une date par exemple ?",
        "Écrivez une phrase ordinaire, sans tout mettre en majuscules.",
        "Les mots disent le contraire de la note : changez l’un des deux, ou dites ce qui est bon et ce \
         qui ne l’est pas.",
        "N’indiquez ni adresse e-mail ni numéro de téléphone, de carte, de compte ou d’identité : nommez \
         seulement le détail, par exemple « le numéro de téléphone est ancien ».",
    ],
};
