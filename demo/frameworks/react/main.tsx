import 'crm-connect/define';
import type {} from 'crm-connect/react';
import type { MappingChangedEvent } from 'crm-connect';
import { useState } from 'react';
import { createRoot } from 'react-dom/client';
import { getToken, server } from '../session.js';
import { told } from '../told.js';

function Integrations() {
  const [heard, setHeard] = useState('');
  const onChanged = ({ detail }: MappingChangedEvent) => setHeard(told(detail));
  return (
    <>
      <crm-connect server={server} getToken={getToken}>
        <crm-field-mapper onmapping-changed={onChanged} />
      </crm-connect>
      <output aria-label="Heard">{heard}</output>
    </>
  );
}

const app = document.getElementById('app');
if (app) createRoot(app).render(<Integrations />);
